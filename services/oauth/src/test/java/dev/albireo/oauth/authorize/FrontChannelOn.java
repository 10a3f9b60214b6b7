package dev.albireo.oauth.authorize;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service with front-channel tokens enabled. */
public class FrontChannelOn implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("albireo.authorize.implicit", "true");
    }
}
