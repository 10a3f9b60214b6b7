package dev.albireo.credentials.user;

import dev.albireo.protocol.UsernameCaseMapped;
import dev.albireo.protocol.UsernameCaseMapped.Violation;
import dev.albireo.web.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules for new login names: the username, a resource id, a verified email address. Checked for every way of setting one. A name that
 * the account already has is kept, so that its owner is not locked out.
 */
final class LoginNameRules {
    private LoginNameRules() {}

    /** Rejects with {@code UNPROCESSABLE} a name that is new to the account and violates the rules. */
    static void check(List<LoginIdentifier> before, List<LoginIdentifier> after) {
        Set<String> kept = before.stream().map(name -> name.name).collect(Collectors.toSet());
        after.stream().filter(name -> !kept.contains(name.name)).forEach(LoginNameRules::check);
    }

    static Optional<Violation> violation(LoginIdentifier name) {
        return UsernameCaseMapped.violation(name.name);
    }

    private static void check(LoginIdentifier name) {
        violation(name).ifPresent(violation -> {
            String field = field(name);
            throw Problem.UNPROCESSABLE.because(field + " must " + violation.description(), field);
        });
    }

    private static String field(LoginIdentifier name) {
        return switch (name.kind) {
            case ID -> "id";
            case USERNAME -> "username";
            case EMAIL -> "email";
        };
    }
}
