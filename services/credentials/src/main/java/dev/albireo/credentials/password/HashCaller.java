package dev.albireo.credentials.password;

import dev.albireo.protocol.Network;
import java.util.function.BooleanSupplier;

/**
 * On whose behalf a password is hashed.
 *
 * @param share whose turn in the queue it uses: callers of one network share one
 * @param present whether the caller still waits for the answer; asked right before the hash, from any thread
 */
public record HashCaller(String share, BooleanSupplier present) {
    /** This system itself, for an administrator. */
    static final HashCaller ADMINISTRATION = new HashCaller("administration", () -> true);

    /** Returns a browser at this address. */
    public static HashCaller of(String address, BooleanSupplier present) {
        return new HashCaller("network " + Network.of(address), present);
    }

    /** As {@link #of(String, BooleanSupplier)}, of a browser that is taken to wait. */
    public static HashCaller of(String address) {
        return of(address, () -> true);
    }
}
