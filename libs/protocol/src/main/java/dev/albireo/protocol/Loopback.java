package dev.albireo.protocol;

import java.net.InetAddress;

/** The loopback addresses (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3), which pages and mails call "this computer". */
public final class Loopback {
    private Loopback() {}

    /** Returns whether this text is a loopback address; false for a text that is no address. */
    public static boolean includes(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
