package dev.albireo.web;

import dev.albireo.protocol.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The proxies whose word on the address of their caller is believed. */
record TrustedProxies(List<Cidr> blocks) {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    TrustedProxies {
        blocks = List.copyOf(blocks);
    }

    /**
     * The setting {@code albireo.trusted-proxies}.
     *
     * @throws IllegalArgumentException if a text is neither an address nor a block of them
     */
    static TrustedProxies parse(List<String> texts) {
        return new TrustedProxies(texts.stream()
                .map(text -> Cidr.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "albireo.trusted-proxies takes addresses and blocks such as 10.0.0.0/8, not " + text)))
                .toList());
    }

    /**
     * The client's address: the nearest one, seen from here, that is no trusted proxy's. Each trusted proxy appends the address of whoever
     * called it, so the list is walked from its end, and what stands before the first address that is not trusted was written by that
     * caller and counts for nothing. Where the list ends or holds something that is no address, the last trusted proxy is the answer.
     *
     * @param forwarded the lines of {@code X-Forwarded-For}, which are one list (RFC 9110 section 5.3)
     */
    String client(String peer, List<String> forwarded) {
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
