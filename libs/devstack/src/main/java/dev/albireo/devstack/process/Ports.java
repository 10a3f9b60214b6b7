package dev.albireo.devstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/** Allocates loopback ports, each at most once. All are below 32768: above, the outgoing connection of any program may hold the port. */
public final class Ports {
    /**
     * Distance between two offsets whose stacks share no fixed port; an offset of a hundred would put a service on the management port of
     * another.
     */
    private static final int OFFSET_STEP = 1000;

    private static final int END = 32_768;
    private static final int CONNECT_MILLIS = 500;

    private final int offset;
    private final Set<Integer> taken = new HashSet<>();

    /** @param offset the number that the stack adds to each of its ports; only the error message of {@link #claim} uses it */
    public Ports(int offset) {
        this.offset = offset;
    }

    /** Claims exactly this port. */
    public int claim(int port, String user) {
        if (!isFree(port)) {
            int next = nextOffset(offset);
            throw new StackException("port " + port + " (" + user + ") is in use; stop the program that listens there, "
                    + "or run beside it: make run OFFSET=" + next + " DATA=.data-" + next);
        }
        taken.add(port);
        return port;
    }

    /** Returns the next offset whose fixed ports differ from all fixed ports of {@code offset}. */
    public static int nextOffset(int offset) {
        return offset + OFFSET_STEP;
    }

    /** Claims the first free port from {@code start} upwards. */
    public int firstFree(int start) {
        for (int port = start; port < END; port++) {
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new StackException("no free port from " + start + " to " + (END - 1));
    }

    /** Returns whether the port is currently free on IPv4's loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether a program listens on the port. Unlike {@link #isFree} this never binds the port. */
    public static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
