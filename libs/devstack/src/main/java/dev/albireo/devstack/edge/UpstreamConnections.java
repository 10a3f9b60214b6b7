package dev.albireo.devstack.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.util.List;

/**
 * Opens requests to the processes of one service in turn. A process that refuses the connection is skipped; it has received nothing, so the
 * request reaches exactly one process.
 */
final class UpstreamConnections {
    private static final int DEFAULT_PORT = 80;
    private static final long RESPONSE_TIMEOUT_MILLIS = 30_000;

    private final Replicas replicas;

    UpstreamConnections(Replicas replicas) {
        this.replicas = replicas;
    }

    /**
     * Opens a request to the next process that accepts connections; fails when none does.
     *
     * @param host the host of the client's request, which is forwarded unchanged
     */
    Future<HttpClientRequest> open(HttpClient client, HostAndPort host) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(host.host())
                .setPort(host.port() < 0 ? DEFAULT_PORT : host.port())
                .setIdleTimeout(RESPONSE_TIMEOUT_MILLIS);
        return open(client, request, replicas.inTurn());
    }

    private static Future<HttpClientRequest> open(
            HttpClient client, RequestOptions request, List<SocketAddress> candidates) {
        if (candidates.isEmpty()) {
            return Future.failedFuture(new ConnectException("no process of the service accepts connections"));
        }
        request.setServer(candidates.getFirst());
        return client.request(request)
                .recover(failure -> failure instanceof ConnectException
                        ? open(client, request, candidates.subList(1, candidates.size()))
                        : Future.failedFuture(failure));
    }
}
