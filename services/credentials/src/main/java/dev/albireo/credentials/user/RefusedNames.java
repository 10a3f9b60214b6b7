package dev.albireo.credentials.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Login names that violate the current rules.
 *
 * @param next the name after which the next page begins; null if there is none
 */
public record RefusedNames(
        List<RefusedName> items, @Nullable String next) {

    public RefusedNames {
        items = List.copyOf(items);
    }

    /**
     * One such name.
     *
     * @param violation a name of {@code UsernameCaseMapped.Violation}
     */
    public record RefusedName(String name, String violation, UserView user) {}

    static RefusedNames of(
            List<LoginIdentifier> identifiers, List<LoginIdentifier> refused, Map<UUID, UserEntity> users, int limit) {
        List<RefusedName> items = refused.stream()
                .flatMap(name -> Optional.ofNullable(users.get(name.subject)).map(user -> item(name, user)).stream())
                .toList();
        return new RefusedNames(items, identifiers.size() < limit ? null : identifiers.getLast().name);
    }

    private static RefusedName item(LoginIdentifier name, UserEntity user) {
        return new RefusedName(
                name.name, LoginNameRules.violation(name).orElseThrow().name(), user.view());
    }
}
