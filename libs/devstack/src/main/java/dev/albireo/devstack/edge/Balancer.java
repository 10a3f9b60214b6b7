package dev.albireo.devstack.edge;

import dev.albireo.devstack.process.StackException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One loopback address for several processes; distributes connections without inspecting them, as a Service of Kubernetes does. A process
 * that is not ready keeps its connections and gets no new ones.
 */
public final class Balancer implements AutoCloseable {
    private final int port;
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(2_000));
    private final Replicas replicas = new Replicas(vertx, vertx.createHttpClient(new HttpClientOptions()));

    /** Creates a balancer that does not listen yet. */
    public Balancer(int port) {
        this.port = port;
    }

    /** Routes a share of the new connections to {@code address}, as long as {@code readiness} does not answer 503. */
    public Balancer add(URI address, URI readiness) {
        replicas.add(address, Optional.of(readiness));
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void start() {
        await(vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(port))
                .connectHandler(this::join)
                .listen());
    }

    private void join(NetSocket caller) {
        caller.pause().exceptionHandler(gone -> caller.close());
        var _ = open(replicas.inTurn())
                .onSuccess(process -> {
                    process.exceptionHandler(gone -> process.close());
                    caller.closeHandler(closed -> process.close());
                    process.closeHandler(closed -> caller.close());
                    var _ = caller.pipeTo(process);
                    var _ = process.pipeTo(caller);
                })
                .onFailure(refused -> caller.close());
    }

    private Future<NetSocket> open(List<SocketAddress> candidates) {
        return candidates.isEmpty()
                ? Future.failedFuture(new ConnectException("no process accepts connections"))
                : client.connect(candidates.getFirst())
                        .recover(refused -> open(candidates.subList(1, candidates.size())));
    }

    private void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("no balancer on port " + port + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while a balancer was starting", e);
        }
    }

    @Override
    public void close() {
        replicas.close();
        await(vertx.close());
    }
}
