package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OwnerResources.ResourcePageBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of clients; {@code endCursor} is null on the last one. */
public record ClientPage(
        @NonNull List<@NonNull DeclaredClient> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static ClientPage of(ResourcePageBody page) {
        return new ClientPage(page.items().stream().map(DeclaredClient::of).toList(), page.next(), page.next() != null);
    }
}
