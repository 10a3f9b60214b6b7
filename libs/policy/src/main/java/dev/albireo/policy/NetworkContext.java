package dev.albireo.policy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The network of the user, as far as a request shows it.
 *
 * @param user the address of the user's device; empty if a request comes from a client that runs elsewhere
 */
public record NetworkContext(Optional<InetAddress> user) {
    /** A request that says nothing about the user's network. */
    public static final NetworkContext UNKNOWN = new NetworkContext(Optional.empty());

    /** Returns the network of a request that the user's device sent from this address; unknown if the text is not an IP address. */
    public static NetworkContext of(String address) {
        try {
            return new NetworkContext(Optional.of(InetAddress.ofLiteral(address)));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
