package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OwnerResources.ResourcePageBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of AuthConfigs; {@code endCursor} is null on the last one. */
public record AuthConfigPage(
        @NonNull List<@NonNull DeclaredAuthConfig> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static AuthConfigPage of(ResourcePageBody page) {
        return new AuthConfigPage(
                page.items().stream().map(DeclaredAuthConfig::of).toList(), page.next(), page.next() != null);
    }
}
