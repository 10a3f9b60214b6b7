package dev.albireo.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection with one request on it at a time. */
final class BenchConnection implements AutoCloseable {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(US_ASCII);
    private final SocketChannel channel;
    private final Exchanges exchanges;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
    private long since;

    BenchConnection(SocketAddress address, Selector selector, Exchanges exchanges) throws IOException {
        this.exchanges = exchanges;
        this.channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends the next request; its latency counts from {@code due}. */
    void send(long due) throws IOException {
        since = due;
        ByteBuffer out = ByteBuffer.wrap(exchanges.next());
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Reads the available bytes; returns whether the response is complete. */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed the connection");
        }
        int head = endOfHead();
        if (head < 0) {
            return false;
        }
        String text = new String(in.array(), 0, head, US_ASCII);
        int length = contentLength(text);
        if (in.position() < head + length) {
            return false;
        }
        byte[] body = Arrays.copyOfRange(in.array(), head, head + length);
        in.clear();
        exchanges.answered(Integer.parseInt(text.substring(9, 12)), body);
        return true;
    }

    long since() {
        return since;
    }

    private int endOfHead() {
        byte[] bytes = in.array();
        for (int i = 0; i + END_OF_HEAD.length <= in.position(); i++) {
            if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private static int contentLength(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IllegalStateException("an answer without Content-Length: " + head);
        }
        int from = at + "\r\ncontent-length:".length();
        return Integer.parseInt(
                lower.substring(from, lower.indexOf("\r\n", from)).strip());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
