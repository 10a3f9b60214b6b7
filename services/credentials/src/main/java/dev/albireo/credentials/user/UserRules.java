package dev.albireo.credentials.user;

import dev.albireo.web.Problem;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the content of an account. Each error names the field. */
final class UserRules {
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_EMAIL_LENGTH = 254;
    private static final int MAX_TEXT_LENGTH = 2_000;
    private static final int MAX_ENTRIES = 50;

    /** How many groups an account has at most. */
    static final int MAX_GROUPS = 50;

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]+");

    /** Claims that this server derives itself; they cannot be written to an account. */
    private static final Set<String> RESERVED = Set.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "azp",
            "sid",
            "at_hash",
            "c_hash",
            "scope",
            "client_id",
            "groups",
            "email",
            "email_verified",
            "preferred_username");

    private UserRules() {}

    /** Returns the key that accounts are sorted and found by; the username was validated before. */
    static LoginName key(String username) {
        return LoginName.of(username).orElseThrow();
    }

    /** Rejects with {@code UNPROCESSABLE} invalid content. */
    static void check(NewUser user) {
        String name = LoginName.normalize(user.username());
        require(
                name.length() <= MAX_NAME_LENGTH && LoginName.of(name).isPresent(),
                "username",
                "1 to 100 plain characters");
        user.email()
                .ifPresent(email -> require(
                        email.length() <= MAX_EMAIL_LENGTH
                                && EMAIL.matcher(email).matches()
                                && LoginName.isPlain(email),
                        "email",
                        "an address such as alice@example.com"));
        require(user.email().isPresent() || !user.emailVerified(), "emailVerified", "false if email is absent");
        require(
                user.groups().size() <= MAX_GROUPS && user.groups().stream().allMatch(UserRules::isGroup),
                "groups",
                "at most 50 names of 1 to 100 plain characters");
        require(
                user.claims().size() <= MAX_ENTRIES
                        && user.claims().keySet().stream().allMatch(UserRules::isClaim),
                "claims",
                "at most 50, without names that the server sets");
        require(
                user.claims().values().stream().allMatch(value -> storable(value, 0)),
                "claims",
                "short strings, numbers, booleans, lists or objects");
    }

    private static boolean isGroup(String group) {
        return !group.isBlank() && group.length() <= MAX_NAME_LENGTH && LoginName.isPlain(group);
    }

    private static boolean isClaim(String name) {
        return isGroup(name) && !RESERVED.contains(name);
    }

    /** Returns whether JSON can be stored by PostgreSQL and is of limited size. */
    private static boolean storable(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> false;
            case String text -> text.length() <= MAX_TEXT_LENGTH && text.indexOf('\0') < 0;
            case Collection<?> list ->
                depth < 3 && list.size() <= MAX_ENTRIES && list.stream().allMatch(entry -> storable(entry, depth + 1));
            case Map<?, ?> map ->
                depth < 3
                        && map.size() <= MAX_ENTRIES
                        && map.keySet().stream().allMatch(key -> storable(key, depth + 1))
                        && map.values().stream().allMatch(entry -> storable(entry, depth + 1));
            default -> true;
        };
    }

    private static void require(boolean contained, String field, String wanted) {
        if (!contained) {
            throw Problem.UNPROCESSABLE.because(field + " must be " + wanted, field);
        }
    }
}
