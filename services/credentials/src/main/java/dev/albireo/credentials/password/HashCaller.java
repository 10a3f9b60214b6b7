package dev.albireo.credentials.password;

import dev.albireo.protocol.Network;
import java.util.function.BooleanSupplier;

/**
 * The caller for whom a password is hashed.
 *
 * @param share its share of the queue: callers of one network have the same one
 * @param present whether the caller still waits for the response; called right before the hash, from any thread
 */
public record HashCaller(String share, BooleanSupplier present) {
    /** An administrator, whose command does not wait behind the browsers of one network; only administration uses this share. */
    public static final HashCaller ADMINISTRATION = new HashCaller("administration", () -> true);

    /** Returns a browser at this address. */
    public static HashCaller of(String address, BooleanSupplier present) {
        return new HashCaller("network " + Network.of(address), present);
    }
}
