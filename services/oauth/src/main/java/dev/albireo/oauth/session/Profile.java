package dev.albireo.oauth.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A person as the resource {@code User}, as far as first-party clients whose declaration says so are told: nothing that proves who it is.
 *
 * @param resourceId the id of the declared resource, where there is one
 * @param totpEnabled an authenticator application is a factor
 */
public record Profile(
        UUID subject, Optional<String> resourceId, String username, Optional<String> email, boolean totpEnabled) {

    /**
     * Returns the object that such clients find in the answers of {@code /token} and {@code /userinfo}, of one they know by this subject.
     * For a request of OpenID Connect, its members follow the scopes (Core section 5.4).
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
