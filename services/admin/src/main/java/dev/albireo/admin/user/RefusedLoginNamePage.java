package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.RefusedNamesBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A page of login names that violate the rules; {@code endCursor} is null on the last page, and a page before it may be empty. */
public record RefusedLoginNamePage(
        @NonNull List<@NonNull RefusedLoginName> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static RefusedLoginNamePage of(RefusedNamesBody names) {
        return new RefusedLoginNamePage(
                names.items().stream()
                        .map(item -> new RefusedLoginName(item.name(), item.violation(), User.of(item.user())))
                        .toList(),
                names.next(),
                names.next() != null);
    }
}
