package dev.albireo.oauth.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A user as the resource {@code User}, for first-party clients whose declaration requests it; contains no credentials.
 *
 * @param resourceId the id of the declared resource, where there is one
 * @param totpEnabled whether an authenticator application is a factor
 */
public record UserResource(
        UUID subject, Optional<String> resourceId, String username, Optional<String> email, boolean totpEnabled) {

    /**
     * Returns the object for the responses of {@code /token} and {@code /userinfo}, with the user's subject for the client. For a request
     * of OpenID Connect, its members depend on the scopes (Core section 5.4).
     */
    public Map<String, Object> toResource(String sub, Collection<String> scopes) {
        boolean whole = !scopes.contains("openid");
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("resourceType", "User");
        user.put("id", resourceId.orElse(sub));
        user.put("sub", sub);
        if (whole || scopes.contains("profile")) {
            user.put("userName", username);
            user.put("twoFactor", Map.of("enabled", totpEnabled));
        }
        email.filter(address -> whole || scopes.contains("email")).ifPresent(address -> user.put("email", address));
        return user;
    }
}
