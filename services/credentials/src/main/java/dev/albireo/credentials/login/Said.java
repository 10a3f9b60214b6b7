package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.Wish;

/**
 * The messages of the second-factor page.
 *
 * @param problem the error of the last attempt, or empty
 * @param lockedUntil when codes are accepted again, or empty
 * @param wish the result of the request for another code
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
