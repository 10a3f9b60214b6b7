package dev.albireo.oauth.session;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A user as the resource {@code User}, for first-party clients whose declaration requests it; contains no credentials.
 *
 * @param resourceId the id of the declared resource, where there is one
 * @param totpEnabled whether an authenticator application is a factor
 */
public record UserResource(
        UUID subject, Optional<String> resourceId, String username, Optional<String> email, boolean totpEnabled) {
    private static final Set<String> OPENID_CONNECT = Set.of("openid", "profile", "email");

    /**
     * Returns the object for the responses of {@code /token} and {@code /userinfo}, with the user's subject for the client. Its members
     * depend on the scopes (OpenID Connect Core section 5.4); it is whole for a client that uses none of those scopes. The id of the
     * declared resource is a login name too, so that it requires {@code profile}.
     */
    public Map<String, Object> toResource(String sub, Collection<String> scopes) {
        boolean whole = Collections.disjoint(scopes, OPENID_CONNECT);
        boolean profile = whole || scopes.contains("profile");
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("resourceType", "User");
        user.put("id", resourceId.filter(id -> profile).orElse(sub));
        user.put("sub", sub);
        if (profile) {
            user.put("userName", username);
            user.put("twoFactor", Map.of("enabled", totpEnabled));
        }
        email.filter(address -> whole || scopes.contains("email")).ifPresent(address -> user.put("email", address));
        return user;
    }
}
