package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A rule of the declared policy, and whether it fires for a request. */
@Type("PolicyRule")
@Description("A rule of the declared policy, and whether it fires for the request")
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeclaredPolicyRule(
        @NonNull String id,
        @Nullable String description,

        @NonNull @Description("require, deny or observe; before enforceFrom always observe")
        String outcome,

        @Nullable @Description("From when the outcome of the document counts; null if it always does")
        Instant enforceFrom,

        @NonNull @Description("Whether all its conditions hold")
        Boolean fired,

        @NonNull
        @Description(
                "The conditions that do not hold: users, groups, clients, scopes, resources, acrValues, maxAge or networks")
        List<@NonNull String> unmet) {}
