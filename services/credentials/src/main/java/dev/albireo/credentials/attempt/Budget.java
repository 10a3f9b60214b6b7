package dev.albireo.credentials.attempt;

import dev.albireo.protocol.Sha256;
import java.time.Duration;
import java.util.Optional;

/**
 * What may be tried how often.
 *
 * @param key a hash of what is limited, so that the table names nobody
 * @param owner a hash of the account, where there is one
 * @param tries how many within {@code window}, which begins with the first
 * @param longest each time it is used up again it locks for twice as long, up to this; the window where it does not grow
 * @param locksAccount using it up is a fact that the owner hears of
 */
public record Budget(
        String key, Optional<String> owner, int tries, Duration window, Duration longest, boolean locksAccount) {
    static Budget of(int tries, Duration window, String... what) {
        return new Budget(Sha256.of(String.join("\n", what)), Optional.empty(), tries, window, window, false);
    }

    Budget ownedBy(String account) {
        return new Budget(key, Optional.of(owner(account)), tries, window, longest, locksAccount);
    }

    Budget growingTo(Duration lock) {
        return new Budget(key, owner, tries, window, lock.compareTo(window) < 0 ? window : lock, locksAccount);
    }

    Budget lockingTheAccount() {
        return new Budget(key, owner, tries, window, longest, true);
    }

    static String owner(String account) {
        return Sha256.of("account\n" + account);
    }
}
