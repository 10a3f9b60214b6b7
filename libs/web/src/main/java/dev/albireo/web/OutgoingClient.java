package dev.albireo.web;

import dev.albireo.protocol.EgressPolicy;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The only client for calls to configured addresses. The host is resolved once, every address it has is checked, and the checked one is
 * connected to: a name that changes between the two (DNS rebinding) has no effect. Redirects are not followed.
 *
 * <p>Each call has its own connection, which ends with it: connecting, the TLS handshake, silence and the whole call are limited, and a
 * connection that is established after the timeout is closed. Concurrent calls are limited per host, where they queue, and in total.
 */
@Singleton
class OutgoingClient {
    private static final Logger LOG = Logger.getLogger(OutgoingClient.class);

    /** The maximum number of concurrent calls to one host. */
    private static final int MAX_CONNECTIONS_PER_HOST = 20;

    /** The maximum number of calls in total, including those that wait for their host. */
    private static final int MAX_CONNECTIONS = 200;

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** The connect timeout exceeds the timeout of the call by this margin, so that the call's own timeout is reported. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final List<String> ANY = List.of("0.0.0.0/0", "::/0");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final HostAddressResolver addresses;
    private final EgressPolicy egress;
    private final HttpClient client;
    private final AtomicInteger calls = new AtomicInteger();

    OutgoingClient(HostAddressResolver addresses, EgressPolicy egress, EgressConfig config, Vertx vertx) {
        this.addresses = addresses;
        this.egress = egress;
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setSslHandshakeTimeout(HANDSHAKE.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) SILENCE.toSeconds());
        config.trustedCertificates()
                .map(TrustedCertificates::and)
                .map(TrustOptions::wrap)
                .ifPresent(options::setTrustOptions);
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions()
                        .setHttp1MaxSize(MAX_CONNECTIONS_PER_HOST)
                        .setMaxWaitQueueSize(MAX_CONNECTIONS))
                .withConnectHandler(connection -> connection.exceptionHandler(OutgoingClient::ofNoInterest))
                .build();
    }

    /**
     * Returns a client for calls to the other services of this installation, whose URLs the operator configures: they may be in any
     * network, and the calls have limits of their own.
     */
    static OutgoingClient ofServices(HostAddressResolver addresses, EgressConfig config, Vertx vertx) {
        return new OutgoingClient(addresses, new EgressPolicy(false, ANY), config, vertx);
    }

    /** The address must not be called. */
    static final class FilteredException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FilteredException() {
            super("requests to this address are not allowed", null, false, false);
        }
    }

    /**
     * Makes one call. Fails with {@link FilteredException} if the address must not be called, with Mutiny's {@link TimeoutException} after
     * the timeout, and with the cause of any other failure.
     *
     * @param timeout timeout of the whole call, from the host lookup to the end of the exchange
     * @param exchange sends the request and reads as much of the response as it needs; the connection ends when it is done
     */
    <T> Uni<T> call(
            HttpMethod method,
            URI target,
            Map<String, String> headers,
            Duration timeout,
            Function<HttpClientRequest, Uni<T>> exchange) {
        return Uni.createFrom().deferred(() -> {
            if (calls.incrementAndGet() > MAX_CONNECTIONS) {
                calls.decrementAndGet();
                return Uni.createFrom()
                        .failure(new IllegalStateException("more than " + MAX_CONNECTIONS + " calls at once"));
            }
            Connection connection = new Connection();
            return addresses
                    .of(withoutBrackets(target.getHost()))
                    .map(found -> checked(target, found))
                    .chain(address -> connected(options(method, target, address, headers, timeout), connection))
                    .chain(request -> exchange.apply(request))
                    .ifNoItem()
                    .after(timeout)
                    .fail()
                    .onTermination()
                    .invoke(() -> {
                        calls.decrementAndGet();
                        connection.end();
                    });
        });
    }

    private InetAddress checked(URI target, List<InetAddress> found) {
        if (egress.violation(target).isPresent()
                || !found.stream().allMatch(address -> egress.allows(target, address))) {
            throw new FilteredException();
        }
        return found.getFirst();
    }

    /** Returns a request on an established connection. */
    private Uni<HttpClientRequest> connected(RequestOptions options, Connection connection) {
        return Uni.createFrom()
                .emitter(emitter -> client.request(options)
                        .onSuccess(connection::opened)
                        .onComplete(emitter::complete, emitter::fail));
    }

    /** The connection of one call: closed when the call is over, even if it is established only after that. */
    private static final class Connection {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicReference<@Nullable HttpClientRequest> request = new AtomicReference<>();

        void opened(HttpClientRequest ready) {
            request.set(ready);
            if (over.get()) {
                close(ready);
            }
        }

        void end() {
            over.set(true);
            HttpClientRequest ready = request.get();
            if (ready != null) {
                close(ready);
            }
        }

        /** Not a reset: a request that was never sent would pass its connection to the next call. */
        private static void close(HttpClientRequest ready) {
            ready.connection().close();
        }
    }

    private static RequestOptions options(
            HttpMethod method, URI target, InetAddress address, Map<String, String> headers, Duration timeout) {
        boolean tls = "https".equalsIgnoreCase(target.getScheme());
        int standard = tls ? HTTPS : HTTP;
        int port = target.getPort() < 0 ? standard : target.getPort();
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(withoutBrackets(target.getHost()))
                .setPort(port)
                .setSsl(tls)
                .setURI(pathAndQuery(target))
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.plus(MARGIN).toMillis());
        headers.forEach(options::putHeader);
        return options;
    }

    /** A failure of the peer, or the result of closing the connection here. */
    private static void ofNoInterest(Throwable failure) {
        LOG.debugf("outgoing connection ended cause=%s", failure.toString());
    }

    private static String pathAndQuery(URI target) {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
