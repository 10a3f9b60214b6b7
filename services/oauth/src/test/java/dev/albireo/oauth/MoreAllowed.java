package dev.albireo.oauth;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * The service with each setting that allows more than its default: front-channel tokens, and the exemptions of authenticated clients. One
 * profile for all, because the service starts anew for each.
 */
public class MoreAllowed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "albireo.authorize.implicit", "true",
                "albireo.redirect-uris.private-use-schemes", "cursor,windsurf",
                "albireo.authorize.require-pkce", "without-nonce",
                "albireo.tokens.refresh-token-rotation", "public-clients",
                "albireo.client-assertions.endpoint-audience", "true");
    }
}
