package dev.albireo.protocol;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses, as {@code 10.0.0.0/8}; a single address is a block of one (RFC 4632 section 3.1, RFC 4291
 * section 2.3).
 */
public record Cidr(InetAddress network, int bits) {

    /** Parses the CIDR notation of a block; empty if the text is not one. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int limit = network.getAddress().length * 8;
            int bits = slash < 0 ? limit : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > limit ? Optional.empty() : Optional.of(new Cidr(network, bits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the block of this CIDR notation; the form in which settings are converted.
     *
     * @throws IllegalArgumentException if the text is neither an address nor a block of them
     */
    public static Cidr valueOf(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an IP address or a block such as 10.0.0.0/8, not " + text));
    }

    /** Returns whether the block contains the address; false for an address of the other family. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < ours.length; i++) {
            int counted = Math.clamp(bits - i * 8L, 0, 8);
            int mask = 0xff << (8 - counted) & 0xff;
            if (((ours[i] ^ theirs[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
