package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OauthPolicyVersions.PolicyVersionBody;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A version of a second-factor policy. */
@Description("A version of a second-factor policy")
public record SecondFactorPolicyVersion(
        @NonNull String versionId,

        @NonNull @Description("The administrator's subject") String changedBy,

        @NonNull String changedAt,

        @Nullable @Description("Its members as JSON; null if this version is a deletion")
        String policy) {

    static SecondFactorPolicyVersion of(PolicyVersionBody version) {
        return new SecondFactorPolicyVersion(
                version.versionId(),
                version.changedBy(),
                version.changedAt(),
                version.policy() == null ? null : version.policy().toString());
    }
}
