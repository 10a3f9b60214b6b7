package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OauthPolicyVersions.PolicyVersionsBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of versions; {@code endCursor} is null on the last one. */
public record SecondFactorPolicyVersionPage(
        @NonNull List<@NonNull SecondFactorPolicyVersion> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static SecondFactorPolicyVersionPage of(PolicyVersionsBody page) {
        return new SecondFactorPolicyVersionPage(
                page.items().stream().map(SecondFactorPolicyVersion::of).toList(), page.next(), page.next() != null);
    }
}
