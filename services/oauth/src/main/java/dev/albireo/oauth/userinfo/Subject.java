package dev.albireo.oauth.userinfo;

import dev.albireo.oauth.session.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A person, as claims may tell of her (OpenID Connect Core sections 5.1 and 5.4). */
record Subject(
        UUID subject,
        String username,
        Optional<String> email,
        boolean emailVerified,
        List<String> groups,
        Map<String, Object> claims,
        Profile profile) {
    private static final List<String> PROFILE = List.of(
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "profile",
            "picture",
            "website",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "updated_at");

    Subject {
        groups = List.copyOf(groups);
        claims = Map.copyOf(claims);
    }

    /** What these scopes let a client know. */
    Map<String, Object> claimsFor(Set<String> scopes) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("sub", subject.toString());
        if (scopes.contains("profile")) {
            told.put("preferred_username", username);
            PROFILE.forEach(name -> copy(name, told));
        }
        if (scopes.contains("email")) {
            email.ifPresent(address -> {
                told.put("email", address);
                told.put("email_verified", emailVerified);
            });
        }
        if (scopes.contains("phone")) {
            copy("phone_number", told);
            copy("phone_number_verified", told);
        }
        if (scopes.contains("address")) {
            copy("address", told);
        }
        if (scopes.contains("groups")) {
            told.put("groups", groups);
        }
        return told;
    }

    private void copy(String name, Map<String, Object> told) {
        Optional.ofNullable(claims.get(name)).ifPresent(value -> told.put(name, value));
    }
}
