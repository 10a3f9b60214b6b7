package dev.albireo.web;

import dev.albireo.protocol.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The proxies whose {@code X-Forwarded-For} is trusted. */
record TrustedProxies(List<Cidr> blocks) {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    TrustedProxies {
        blocks = List.copyOf(blocks);
    }

    /**
     * Parses the setting {@code albireo.trusted-proxies}.
     *
     * @throws IllegalArgumentException if a text is neither an address nor a block of them
     */
    static TrustedProxies parse(List<String> values) {
        return new TrustedProxies(values.stream()
                .map(text -> Cidr.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "albireo.trusted-proxies takes addresses and blocks such as 10.0.0.0/8, not " + text)))
                .toList());
    }

    /**
     * Returns the client's address: the nearest one that is not a trusted proxy's. Each trusted proxy appends the address of its caller, so
     * the list is read from its end, and everything before the first untrusted address was written by that caller and is ignored. If the
     * list ends or contains text that is not an address, the last trusted proxy is returned.
     *
     * @param forwarded the lines of {@code X-Forwarded-For}, which are one list (RFC 9110 section 5.3)
     */
    String client(String peer, List<String> forwarded) {
        if (forwarded.isEmpty()) {
            return peer;
        }
        List<String> chain = Arrays.stream(String.join(",", forwarded).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        String nearest = peer;
        for (int i = chain.size() - 1; i >= 0 && isTrusted(nearest); i--) {
            if (!LITERAL.matcher(chain.get(i)).matches()) {
                return nearest;
            }
            nearest = chain.get(i);
        }
        return nearest;
    }

    private boolean isTrusted(String peer) {
        try {
            InetAddress address = InetAddress.ofLiteral(peer);
            return blocks.stream().anyMatch(block -> block.contains(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
