package dev.albireo.credentials.attempt;

import dev.albireo.protocol.Sha256;
import java.time.Duration;
import java.util.Optional;

/**
 * A limit on attempts.
 *
 * @param key a hash of the limited object, so that the table contains no names
 * @param owner a hash of the account, where there is one
 * @param tries the number of attempts within {@code window}, which begins with the first
 * @param maxLock each further lock is twice as long, up to this; equal to the window if it does not grow
 * @param locksAccount whether the user is notified when it is exhausted
 */
public record Budget(
        String key, Optional<String> owner, int tries, Duration window, Duration maxLock, boolean locksAccount) {
    private static final Duration LONGER_THAN_ANY_SESSION = Duration.ofDays(31);

    static Budget of(int tries, Duration window, String... what) {
        return new Budget(Sha256.of(String.join("\n", what)), Optional.empty(), tries, window, window, false);
    }

    /** Returns a budget that lasts as long as the session. */
    static Budget inSession(int tries, String... what) {
        return of(tries, LONGER_THAN_ANY_SESSION, what);
    }

    /** Returns whether it lasts as long as one session, so that only a new session has attempts again. */
    boolean ofOneSession() {
        return window.equals(LONGER_THAN_ANY_SESSION);
    }

    Budget ownedBy(String account) {
        return new Budget(key, Optional.of(owner(account)), tries, window, maxLock, locksAccount);
    }

    Budget growingTo(Duration lock) {
        return new Budget(key, owner, tries, window, lock.compareTo(window) < 0 ? window : lock, locksAccount);
    }

    Budget lockingTheAccount() {
        return new Budget(key, owner, tries, window, maxLock, true);
    }

    static String owner(String account) {
        return Sha256.of("account\n" + account);
    }
}
