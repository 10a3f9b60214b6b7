package dev.albireo.oauth.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A person as the resource {@code User}, as far as the clients that an administrator declared are told: nothing that proves who it is.
 *
 * @param resourceId the id of the declared resource, where there is one
 * @param totpEnabled an authenticator application is a factor
 */
public record Profile(
        UUID subject, Optional<String> resourceId, String username, Optional<String> email, boolean totpEnabled) {

    /** The object that such clients find in the answers of {@code /token} and {@code /userinfo}, of one they know by this subject. */
    public Map<String, Object> toResource(String sub) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("resourceType", "User");
        user.put("id", resourceId.orElse(sub));
        user.put("sub", sub);
        user.put("userName", username);
        email.ifPresent(address -> user.put("email", address));
        user.put("twoFactor", Map.of("enabled", totpEnabled));
        return user;
    }
}
