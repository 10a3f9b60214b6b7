package dev.albireo.web;

import dev.albireo.protocol.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose word on a client's address is believed: that of the proxies in these blocks, and of theirs the last one only. */
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
     * The client's address.
     *
     * @param forwarded the {@code X-Forwarded-For} header, whose last entry the peer itself has added
     */
    String client(String peer, @Nullable String forwarded) {
        if (forwarded == null || !isTrusted(peer)) {
            return peer;
        }
        String nearest = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return LITERAL.matcher(nearest).matches() ? nearest : peer;
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
