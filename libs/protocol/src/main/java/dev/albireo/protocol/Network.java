package dev.albireo.protocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The part of a network address that one household or office shares. */
public final class Network {
    private Network() {}

    /**
     * Returns the first 24 bits of an IPv4 address or the first 64 of an IPv6 address; text that is not an address is
     * returned unchanged.
     */
    public static String of(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            int bytes = literal instanceof Inet4Address ? 3 : 8;
            return HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), bytes));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
