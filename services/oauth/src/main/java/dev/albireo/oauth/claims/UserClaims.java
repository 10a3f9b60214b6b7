package dev.albireo.oauth.claims;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.oauth.session.UserResource;
import dev.albireo.protocol.ClaimScopes;
import io.vertx.core.json.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The claims about a user (OpenID Connect Core sections 5.1 and 5.4).
 *
 * @param updatedAt when they last changed, as far as is known here
 */
public record UserClaims(
        UUID subject,
        String username,
        Optional<String> email,
        boolean emailVerified,
        List<String> groups,
        Map<String, Object> claims,
        Optional<Instant> updatedAt,
        UserResource profile) {

    private static final int MAX_LENGTH_IN_ID_TOKEN = 3 * 1024;

    public UserClaims {
        groups = List.copyOf(groups);
        claims = Map.copyOf(claims);
    }

    /** Returns the claims of these scopes, and the individually requested ones (section 5.5). */
    public Map<String, Object> claimsFor(Set<String> scopes, Collection<String> asked) {
        Set<String> names = new LinkedHashSet<>();
        scopes.stream().sorted().forEach(scope -> names.addAll(ClaimScopes.claimsOf(scope)));
        names.addAll(asked);
        Map<String, Object> selected = new LinkedHashMap<>();
        selected.put("sub", subject.toString());
        selected.putAll(only(names));
        return selected;
    }

    /**
     * Returns the claims of these scopes for an ID token, which applications keep in cookies and send back in URLs: a claim that would make
     * them longer than 3 KiB is left out, and is available from UserInfo.
     */
    public Map<String, Object> fitting(Collection<String> scopes) {
        Map<String, Object> selected = new LinkedHashMap<>();
        int free = MAX_LENGTH_IN_ID_TOKEN;
        for (String scope : scopes.stream().sorted().toList()) {
            for (Map.Entry<String, Object> claim :
                    only(ClaimScopes.claimsOf(scope)).entrySet()) {
                int length =
                        Json.encode(Map.of(claim.getKey(), claim.getValue())).getBytes(UTF_8).length;
                if (length <= free) {
                    selected.put(claim.getKey(), claim.getValue());
                    free -= length;
                }
            }
        }
        return selected;
    }

    /** Returns the known ones of these claims; other names are ignored. */
    public Map<String, Object> only(Collection<String> names) {
        Map<String, Object> selected = new LinkedHashMap<>();
        names.forEach(name ->
                ClaimScopes.scopeOf(name).flatMap(scope -> value(name)).ifPresent(value -> selected.put(name, value)));
        return selected;
    }

    private Optional<Object> value(String name) {
        return switch (name) {
            case "preferred_username" -> Optional.of(username);
            case "email" -> email.map(Object.class::cast);
            case "email_verified" -> email.map(address -> emailVerified);
            case "phone_number_verified" -> stored("phone_number").map(number -> isVerifiedPhone());
            case "updated_at" ->
                stored(name).filter(Number.class::isInstance).or(() -> updatedAt.map(Instant::getEpochSecond));
            case "groups" -> Optional.of(groups);
            default -> stored(name);
        };
    }

    private boolean isVerifiedPhone() {
        return Boolean.TRUE.equals(claims.get("phone_number_verified"));
    }

    private Optional<Object> stored(String name) {
        return Optional.ofNullable(claims.get(name));
    }
}
