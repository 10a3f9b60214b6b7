package dev.albireo.admin.access;

import java.util.Set;

/**
 * Checks that {@code Host} and {@code Origin} name this machine. Required because a page of any site can make a browser call loopback, with
 * a form or a DNS name that it rebinds.
 */
final class LoopbackRules {
    private final Set<String> hosts;

    LoopbackRules(int port) {
        this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
    }

    boolean allowsHost(String host) {
        return hosts.contains(host);
    }

    boolean allowsOrigin(String origin) {
        return origin.startsWith("http://") && hosts.contains(origin.substring("http://".length()));
    }
}
