package dev.albireo.credentials.password;

import dev.albireo.events.UserState;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account of a new password.
 *
 * @param onlyFactor whether the password alone signs in: the account has no second factor, and none is required of it
 */
public record PasswordOwner(String username, Optional<String> email, boolean onlyFactor) {
    /** Returns the account of a user that has no second factor yet. */
    public static PasswordOwner without2fa(String username, Optional<String> email) {
        return new PasswordOwner(username, email, true);
    }

    /** Returns an account; {@code hasFactor} says whether it has a second factor. */
    public static PasswordOwner of(UserState user, boolean hasFactor) {
        return new PasswordOwner(user.username(), Optional.ofNullable(user.email()), !hasFactor && !user.requires2fa());
    }

    /** Returns the names that a password must not be made of: the login name, and the address with and without its domain. */
    Stream<String> names() {
        return Stream.concat(
                Stream.of(username), email.stream().flatMap(address -> Stream.of(address, address.split("@", 2)[0])));
    }
}
