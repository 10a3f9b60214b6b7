package dev.albireo.credentials.password;

import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
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
    private final BreachedPasswords breached;
    private final int shortest;
    private final int shortestAlone;

    PasswordRules(CommonPasswords common, BreachedPasswords breached, PasswordRulesConfig config) {
        this.common = common;
        this.breached = breached;
        this.shortest = Math.max(config.shortest(), NewPassword.SHORTEST);
        this.shortestAlone = Math.max(config.shortestAlone(), shortest);
    }

    /** Returns the minimum number of characters. */
    public int shortest(boolean onlyFactor) {
        return onlyFactor ? shortestAlone : shortest;
    }

    /**
     * Returns the password; rejected with {@code UNPROCESSABLE} and the field {@code password}: at once by the rules of this server, and when
     * the result is asked for if {@link BreachedPasswords} contain it.
     *
     * @param name what the error calls it, at the beginning of a sentence
     */
    public Uni<NewPassword> require(String text, String name, PasswordOwner owner) {
        NewPassword password = checked(text, name, owner);
        return Uni.createFrom()
                .deferred(() -> breached.contain(password))
                .invoke(contained -> require(
                        !contained,
                        name + " must not be one that was published in a data breach; attackers try those first"))
                .replaceWith(password);
    }

    /** As above, by the rules of this server alone. */
    NewPassword checked(String text, String name, PasswordOwner owner) {
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
