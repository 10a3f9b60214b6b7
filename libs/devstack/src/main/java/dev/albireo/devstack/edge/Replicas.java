package dev.albireo.devstack.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The processes of one service. If there are several, the readiness of each is checked periodically, as Kubernetes does: a process that is
 * not ready gets no new requests, unless none is ready. A single process is not checked.
 */
final class Replicas implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 250;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int UNAVAILABLE = 503;

    private final List<Replica> all = new CopyOnWriteArrayList<>();
    private final Set<Replica> unready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final Vertx vertx;
    private final HttpClient client;
    private final long timer;

    private record Replica(SocketAddress address, Optional<URI> readiness) {}

    Replicas(Vertx vertx, HttpClient client) {
        this.vertx = vertx;
        this.client = client;
        this.timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> look());
    }

    /**
     * @param readiness answers 503 as long as the process wants no new requests; empty if it always does
     */
    void add(URI address, Optional<URI> readiness) {
        all.add(new Replica(SocketAddress.inetSocketAddress(address.getPort(), address.getHost()), readiness));
    }

    /** Returns the processes in the order of attempts: ready ones first, starting with the next in turn, then the others. */
    List<SocketAddress> inTurn() {
        List<Replica> candidates = new ArrayList<>(all);
        if (!candidates.isEmpty()) {
            Collections.rotate(candidates, -Math.floorMod(turn.getAndIncrement(), candidates.size()));
            candidates.sort((one, other) -> Boolean.compare(unready.contains(one), unready.contains(other)));
        }
        return candidates.stream().map(Replica::address).toList();
    }

    private void look() {
        if (all.size() > 1) {
            all.forEach(replica -> replica.readiness().ifPresent(uri -> look(replica, uri)));
        }
    }

    /** A process that has ended refuses connections; a process that answers slowly may still be ready. */
    private void look(Replica replica, URI readiness) {
        RequestOptions question =
                new RequestOptions().setAbsoluteURI(readiness.toString()).setMethod(HttpMethod.GET);
        var _ = client.request(question.setTimeout(PATIENCE_MILLIS))
                .compose(HttpClientRequest::send)
                .onSuccess(response -> {
                    if (response.statusCode() == UNAVAILABLE) {
                        unready.add(replica);
                    } else {
                        unready.remove(replica);
                    }
                });
    }

    /** Stops the readiness checks. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
