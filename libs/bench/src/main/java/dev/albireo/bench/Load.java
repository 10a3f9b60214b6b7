package dev.albireo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Many connections in one thread, so that the load generator costs as little as possible beside the server. */
final class Load implements AutoCloseable {
    private final Selector selector;
    private final List<BenchConnection> connections = new ArrayList<>();

    Load(URI server, int size, Supplier<Exchanges> exchanges) {
        SocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        try {
            selector = Selector.open();
            for (int i = 0; i < size; i++) {
                connections.add(new BenchConnection(address, selector, exchanges.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends requests back to back on each connection for this time. */
    Latencies asFastAsPossible(Duration time) {
        return run(time, 0);
    }

    /** Sends a request every {@code 1/rate} seconds, whether earlier ones have been answered or not; waiting counts as latency. */
    Latencies at(double rate, Duration time) {
        return run(time, (long) (1e9 / rate));
    }

    private Latencies run(Duration time, long interval) {
        Latencies latencies = new Latencies();
        Deque<BenchConnection> idle = new ArrayDeque<>(connections);
        long begin = System.nanoTime();
        long due = begin;
        try {
            while (System.nanoTime() - begin < time.toNanos() || idle.size() < connections.size()) {
                long now = System.nanoTime();
                boolean open = now - begin < time.toNanos();
                while (open && !idle.isEmpty() && due <= now) {
                    idle.poll().send(interval == 0 ? now : due);
                    due = interval == 0 ? due : due + interval;
                }
                receive(idle, latencies, interval == 0 || !open);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return latencies;
    }

    private void receive(Deque<BenchConnection> idle, Latencies latencies, boolean mayWait) throws IOException {
        if (mayWait) {
            selector.select(1);
        } else {
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            BenchConnection connection = (BenchConnection) key.attachment();
            if (connection.read()) {
                latencies.add(System.nanoTime() - connection.since());
                idle.add(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() {
        try {
            for (BenchConnection connection : connections) {
                connection.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
