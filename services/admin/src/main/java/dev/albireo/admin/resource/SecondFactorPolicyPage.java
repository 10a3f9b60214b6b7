package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OwnerResources.ResourcePageBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of second-factor policies; {@code endCursor} is null on the last one. */
public record SecondFactorPolicyPage(
        @NonNull List<@NonNull DeclaredSecondFactorPolicy> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static SecondFactorPolicyPage of(ResourcePageBody page) {
        return new SecondFactorPolicyPage(
                page.items().stream().map(DeclaredSecondFactorPolicy::of).toList(), page.next(), page.next() != null);
    }
}
