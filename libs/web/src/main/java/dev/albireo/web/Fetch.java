package dev.albireo.web;

import dev.albireo.protocol.Egress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small JSON document from an address that somebody configured. The host is resolved once, every address it has is checked, and the
 * one that was checked is connected to. Redirects are not followed; what is too long or too slow is not read to its end.
 */
@Singleton
public class Fetch {
    private static final Logger LOG = Logger.getLogger(Fetch.class);
    private static final int MOST_CONNECTIONS = 20;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int OK = 200;

    private final Addresses addresses;
    private final Egress egress;
    private final HttpClient client;

    Fetch(Addresses addresses, Egress egress, EgressConfig config, Vertx vertx) {
        this.addresses = addresses;
        this.egress = egress;
        HttpClientOptions options = new HttpClientOptions().setKeepAlive(false).setVerifyHost(true);
        config.trustedCertificates()
                .map(TrustedCertificates::and)
                .map(TrustOptions::wrap)
                .ifPresent(options::setTrustOptions);
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    /**
     * The document; empty where there is none to be had, whatever the reason. Never fails.
     *
     * @param patience for all of it, from the look-up of the host to the last byte
     */
    public Uni<Optional<String>> get(URI source, Duration patience, int mostBytes) {
        return get(source, "application/jwk-set+json, application/json", patience, mostBytes);
    }

    /** As above, of one of these media types. */
    public Uni<Optional<String>> get(URI source, String types, Duration patience, int mostBytes) {
        return Uni.createFrom().deferred(() -> back(read(source, types, patience, mostBytes), Vertx.currentContext()));
    }

    /** What comes after it runs where it was asked for, as sessions of the database want it. */
    private static <T> Uni<T> back(Uni<T> read, @Nullable Context caller) {
        return caller == null ? read : read.emitOn(work -> caller.runOnContext(ignored -> work.run()));
    }

    private Uni<Optional<String>> read(URI source, String types, Duration patience, int mostBytes) {
        return Uni.createFrom()
                .deferred(() -> addresses.of(bare(source.getHost())))
                .map(found -> checked(source, found))
                .chain(address -> Uni.createFrom()
                        .completionStage(() -> client.request(options(source, address, types, patience))
                                .toCompletionStage()))
                .chain(request -> body(request, mostBytes))
                .map(Optional::of)
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .invoke(failure ->
                        LOG.infof("A document was not to be had. host=%s cause=%s", source.getHost(), failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private InetAddress checked(URI source, List<InetAddress> found) {
        if (egress.objection(source).isPresent()
                || !found.stream().allMatch(address -> egress.allows(source, address))) {
            throw new IllegalStateException("the address is none that may be called");
        }
        return found.getFirst();
    }

    /** However long the rest of the answer would take, it ends with the connection. */
    private static Uni<String> body(HttpClientRequest request, int mostBytes) {
        return Uni.createFrom()
                .<HttpClientResponse>emitter(emitter -> request.send().onComplete(emitter::complete, emitter::fail))
                .chain(response -> text(response, mostBytes))
                .onTermination()
                .invoke(() -> request.reset());
    }

    private static Uni<String> text(HttpClientResponse response, int mostBytes) {
        return Uni.createFrom().emitter(emitter -> {
            if (response.statusCode() != OK) {
                emitter.fail(new IllegalStateException("status " + response.statusCode()));
                return;
            }
            Buffer read = Buffer.buffer();
            response.exceptionHandler(emitter::fail);
            response.handler(chunk -> {
                if (read.length() + chunk.length() > mostBytes) {
                    emitter.fail(new IllegalStateException("more than " + mostBytes + " bytes"));
                } else {
                    read.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> emitter.complete(read.toString(StandardCharsets.UTF_8)));
        });
    }

    private static RequestOptions options(URI source, InetAddress address, String types, Duration patience) {
        boolean tls = "https".equalsIgnoreCase(source.getScheme());
        int standard = tls ? HTTPS : HTTP;
        int port = source.getPort() < 0 ? standard : source.getPort();
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(bare(source.getHost()))
                .setPort(port)
                .setSsl(tls)
                .setURI(target(source))
                .setFollowRedirects(false)
                .setConnectTimeout(patience.toMillis())
                .putHeader("Accept", types);
    }

    private static String target(URI source) {
        String path = source.getRawPath() == null || source.getRawPath().isEmpty() ? "/" : source.getRawPath();
        return source.getRawQuery() == null ? path : path + "?" + source.getRawQuery();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
