package dev.albireo.oauth.claims;

import dev.albireo.oauth.session.UserResource;
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
