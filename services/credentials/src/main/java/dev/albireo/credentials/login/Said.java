package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.Wish;

/**
 * What the page of the second factor says beside what it asks.
 *
 * @param problem what went wrong with the last try, or empty
 * @param lockedUntil when codes are looked at again, or empty
 * @param wish what came of the wish for another code
 */
record Said(String problem, String lockedUntil, Wish wish) {
    static final Said NOTHING = new Said("", "");

    Said(String problem, String lockedUntil) {
        this(problem, lockedUntil, Wish.SENT);
    }

    Said and(Wish other) {
        return new Said(problem, lockedUntil, other);
    }
}
