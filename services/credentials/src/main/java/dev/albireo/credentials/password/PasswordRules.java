package dev.albireo.credentials.password;

import dev.albireo.web.Problem;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The passwords that users choose, and that administrators choose for them (NIST SP 800-63B-4 section 3.1.1.2): long enough, and none that
 * attackers try first. There are no composition rules. A declared or imported password is only checked as {@link NewPassword} says, because
 * it exists already.
 */
@Singleton
public class PasswordRules {
    private static final int SHORTEST_NAME = 4;

    private final CommonPasswords common;
    private final int shortest;
    private final int shortestAlone;

    PasswordRules(CommonPasswords common, PasswordRulesConfig config) {
        this.common = common;
        this.shortest = Math.max(config.shortest(), NewPassword.SHORTEST);
        this.shortestAlone = Math.max(config.shortestAlone(), shortest);
    }

    /** Returns the minimum number of characters. */
    public int shortest(boolean onlyFactor) {
        return onlyFactor ? shortestAlone : shortest;
    }

    /**
     * Returns the password; rejected with {@code UNPROCESSABLE} and the field {@code password}.
     *
     * @param name what the error calls it, at the beginning of a sentence
     */
    public NewPassword require(String text, String name, PasswordOwner owner) {
        NewPassword password = NewPassword.require(text, name, "password");
        int least = shortest(owner.onlyFactor());
        require(
                password.length() >= least,
                owner.onlyFactor() && least > shortest
                        ? name + " must have at least " + least
                                + " characters, because it is the only proof of who signs in"
                        : name + " must have at least " + least + " characters");
        String lower = password.text().toLowerCase(Locale.ROOT);
        require(!PasswordPattern.isSimple(lower), name + " must not be a sequence or repeat a few characters");
        require(
                Stream.of(lower, PasswordPattern.unit(lower)).noneMatch(common::contains),
                name + " must not be a common one; attackers try those first");
        require(
                owner.names().filter(word -> word.length() >= SHORTEST_NAME).noneMatch(word -> isMadeOf(lower, word)),
                name + " must not be made of the name or email address");
        return password;
    }

    /** Returns whether little is left of the password without this word. */
    private static boolean isMadeOf(String password, String word) {
        String rest = password.replace(word.toLowerCase(Locale.ROOT), "");
        return rest.length() < password.length() && rest.length() < NewPassword.SHORTEST;
    }

    private static void require(boolean holds, String error) {
        if (!holds) {
            throw Problem.UNPROCESSABLE.because(error, "password");
        }
    }
}
