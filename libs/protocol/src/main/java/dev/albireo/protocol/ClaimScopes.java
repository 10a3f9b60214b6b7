package dev.albireo.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claims of each scope (OpenID Connect Core section 5.4). */
public final class ClaimScopes {
    private static final Map<String, List<String>> CLAIMS = claims();
    private static final Map<String, String> SCOPES = scopes();

    private ClaimScopes() {}

    /** Returns the claims of this scope; none if it is not about claims. */
    public static List<String> claimsOf(String scope) {
        return CLAIMS.getOrDefault(scope, List.of());
    }

    /** Returns the scope that contains this claim; empty if it is not a claim about a user. */
    public static Optional<String> scopeOf(String claim) {
        return Optional.ofNullable(SCOPES.get(claim));
    }

    /** Returns every claim that some scope contains. */
    public static List<String> all() {
        return CLAIMS.values().stream().flatMap(List::stream).toList();
    }

    private static Map<String, List<String>> claims() {
        Map<String, List<String>> claims = new LinkedHashMap<>();
        claims.put(
                "profile",
                List.of(
                        "preferred_username",
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
                        "updated_at"));
        claims.put("email", List.of("email", "email_verified"));
        claims.put("phone", List.of("phone_number", "phone_number_verified"));
        claims.put("address", List.of("address"));
        claims.put("groups", List.of("groups"));
        return claims;
    }

    private static Map<String, String> scopes() {
        Map<String, String> scopes = new LinkedHashMap<>();
        CLAIMS.forEach((scope, claims) -> claims.forEach(claim -> scopes.put(claim, scope)));
        return Map.copyOf(scopes);
    }
}
