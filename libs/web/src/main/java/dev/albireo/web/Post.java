package dev.albireo.web;

import dev.albireo.protocol.Egress;
import dev.albireo.web.Outcome.Answered;
import dev.albireo.web.Outcome.Filtered;
import dev.albireo.web.Outcome.TimedOut;
import dev.albireo.web.Outcome.Unreachable;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Posts to an address that somebody configured. The host is resolved once, every address it has is checked, and the one that was
 * checked is connected to: a name that changes its mind between the two gains nothing. Redirects are not followed, bodies not read.
 */
@Singleton
public class Post {
    private static final Logger LOG = Logger.getLogger(Post.class);
    private static final int MOST_CONNECTIONS = 50;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Addresses addresses;
    private final Egress egress;
    private final HttpClient client;

    Post(Addresses addresses, Egress egress, EgressConfig config, Vertx vertx) {
        this.addresses = addresses;
        this.egress = egress;
        HttpClientOptions trusting = new HttpClientOptions().setKeepAlive(false).setVerifyHost(true);
        config.trustedCertificates()
                .map(TrustedCertificates::and)
                .map(TrustOptions::wrap)
                .ifPresent(trusting::setTrustOptions);
        this.client = vertx.httpClientBuilder()
                .with(trusting)
                .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
                .withConnectHandler(connection -> connection.exceptionHandler(Post::ofNoInterest))
                .build();
    }

    /**
     * Sends the body once, as JSON unless a header says another type. Never fails.
     *
     * @param patience for all of it, from the look-up of the host to the status of the answer
     */
    public Uni<Outcome> send(URI endpoint, Map<String, String> headers, String body, Duration patience) {
        return addresses
                .of(bare(endpoint.getHost()))
                .chain(found -> found.stream().allMatch(address -> egress.allows(endpoint, address))
                        ? post(endpoint, found.getFirst(), headers, body, patience)
                        : Uni.createFrom().<Outcome>item(new Filtered()))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure(TimeoutException.class)
                .recoverWithItem(new TimedOut())
                .onFailure()
                .recoverWithItem(new Unreachable());
    }

    private Uni<Outcome> post(
            URI endpoint, InetAddress address, Map<String, String> headers, String body, Duration patience) {
        RequestOptions options = options(endpoint, address, patience);
        options.putHeader("Content-Type", "application/json");
        headers.forEach(options::putHeader);
        return Uni.createFrom()
                .completionStage(() -> client.request(options).toCompletionStage())
                .chain(request -> status(request, body));
    }

    /** Whatever follows the head of the answer, and however long it would take, ends with the connection. */
    private static Uni<Outcome> status(HttpClientRequest request, String body) {
        return Uni.createFrom()
                .<Outcome>emitter(emitter -> request.send(body)
                        .onComplete(
                                answer -> {
                                    answer.exceptionHandler(Post::ofNoInterest);
                                    emitter.complete(new Answered(answer.statusCode()));
                                },
                                failure -> emitter.complete(new Unreachable())))
                .onTermination()
                .invoke(() -> request.reset());
    }

    /** The receiver's own affair, or our hanging up. */
    private static void ofNoInterest(Throwable failure) {
        LOG.debugf("A connection to a webhook ended. cause=%s", failure.toString());
    }

    private static RequestOptions options(URI endpoint, InetAddress address, Duration patience) {
        boolean tls = "https".equalsIgnoreCase(endpoint.getScheme());
        int standard = tls ? HTTPS : HTTP;
        int port = endpoint.getPort() < 0 ? standard : endpoint.getPort();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(bare(endpoint.getHost()))
                .setPort(port)
                .setSsl(tls)
                .setURI(target(endpoint))
                .setFollowRedirects(false)
                .setConnectTimeout(patience.toMillis());
    }

    private static String target(URI endpoint) {
        String path = endpoint.getRawPath() == null || endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        return endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
