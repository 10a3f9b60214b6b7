package dev.albireo.devstack.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The processes that serve one service, each in its turn. One that refuses the connection is passed over; nothing was sent to it yet, so
 * the request reaches exactly one.
 */
final class Origins {
    private static final int DEFAULT_PORT = 80;
    private static final long ANSWER_LIMIT_MILLIS = 30_000;

    private final List<URI> addresses = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    void add(URI address) {
        addresses.add(address);
    }

    /**
     * Opens a request to the next process that accepts connections; fails when none does.
     *
     * @param host what the client asked for, which the service is told as it is
     */
    Future<HttpClientRequest> open(HttpClient client, HostAndPort host) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(host.host())
                .setPort(host.port() < 0 ? DEFAULT_PORT : host.port())
                .setIdleTimeout(ANSWER_LIMIT_MILLIS);
        List<URI> candidates = List.copyOf(addresses);
        return open(client, request, candidates, turn.getAndIncrement(), candidates.size());
    }

    private static Future<HttpClientRequest> open(
            HttpClient client, RequestOptions request, List<URI> candidates, int index, int left) {
        if (left == 0) {
            return Future.failedFuture(new ConnectException("no process of the service accepts connections"));
        }
        URI address = candidates.get(Math.floorMod(index, candidates.size()));
        request.setServer(SocketAddress.inetSocketAddress(address.getPort(), address.getHost()));
        return client.request(request)
                .recover(failure -> failure instanceof ConnectException
                        ? open(client, request, candidates, index + 1, left - 1)
                        : Future.failedFuture(failure));
    }
}
