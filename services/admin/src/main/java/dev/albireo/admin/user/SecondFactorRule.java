package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** A rule that requires a second factor of a request. */
@Description("A rule that requires a second factor")
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecondFactorRule(
        @NonNull
        @Description(
                "ADMIN_REQUIRED, USER_CHOICE, GROUP, HIGH_VALUE_SCOPE, SHORT_MAX_AGE, REQUESTED_ACR, CLIENT_MINIMUM, NETWORK or POLICY")
        String rule,

        @NonNull @Description("Why it applies") String because) {}
