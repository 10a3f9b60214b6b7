package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public state of one account: what tokens and pages may contain about a user, never their credentials.
 *
 * @param subject the user's UUID
 * @param version grows by one with every change; the newer version wins wherever two meet
 * @param requires2fa whether the administrator requires a second factor
 * @param choseSecondFactor whether the user switched two-factor sign-in on
 * @param groups names of groups, for policy and the {@code groups} claim
 * @param claims standard claims of OpenID Connect Core section 5.1 beside the ones named here, by their claim names
 * @param resourceId the id of the declared {@code User} resource, where there is one; never the subject
 * @param totpEnabled whether an authenticator application is a factor of this user
 * @param grantsVoidBefore grants issued before this time are void, for instance after a reset of the second factor
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserState(
        String subject,
        int version,
        String username,
        @Nullable String email,
        boolean emailVerified,
        boolean enabled,
        boolean requires2fa,
        boolean choseSecondFactor,
        List<String> groups,
        Map<String, Object> claims,
        @Nullable String resourceId,
        boolean totpEnabled,
        @Nullable Instant grantsVoidBefore) {

    public UserState {
        groups = List.copyOf(groups);
        claims = Map.copyOf(claims);
    }

    /** Creates the state of an account whose grants were never voided. */
    public UserState(
            String subject,
            int version,
            String username,
            @Nullable String email,
            boolean emailVerified,
            boolean enabled,
            boolean requires2fa,
            boolean choseSecondFactor,
            List<String> groups,
            Map<String, Object> claims,
            @Nullable String resourceId,
            boolean totpEnabled) {
        this(
                subject,
                version,
                username,
                email,
                emailVerified,
                enabled,
                requires2fa,
                choseSecondFactor,
                groups,
                claims,
                resourceId,
                totpEnabled,
                null);
    }
}
