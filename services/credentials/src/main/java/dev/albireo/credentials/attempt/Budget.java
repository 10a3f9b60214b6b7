package dev.albireo.credentials.attempt;

import dev.albireo.protocol.Sha256;
import java.time.Duration;

/**
 * What may be tried how often.
 *
 * @param key a hash of what is limited, so that the table names nobody
 * @param tries how many within {@code window}, which begins with the first
 */
public record Budget(String key, int tries, Duration window) {

    static Budget of(int tries, Duration window, String... what) {
        return new Budget(Sha256.of(String.join("\n", what)), tries, window);
    }
}
