package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OwnerResources.ResourcePageBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of groups; {@code endCursor} is null on the last one. */
public record GroupPage(
        @NonNull List<@NonNull DeclaredGroup> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static GroupPage of(ResourcePageBody page) {
        return new GroupPage(page.items().stream().map(DeclaredGroup::of).toList(), page.next(), page.next() != null);
    }
}
