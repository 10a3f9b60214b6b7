package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.UserPageBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of users; {@code endCursor} is null on the last one. */
public record UserPage(
        @NonNull List<@NonNull User> nodes, @Nullable String endCursor, boolean hasNextPage) {

    static UserPage of(UserPageBody page) {
        return new UserPage(page.items().stream().map(User::of).toList(), page.next(), page.next() != null);
    }
}
