package dev.albireo.oauth.authorize;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service where the operator lets tokens leave by the browser. */
public class FrontChannelOn implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("albireo.authorize.implicit", "true");
    }
}
