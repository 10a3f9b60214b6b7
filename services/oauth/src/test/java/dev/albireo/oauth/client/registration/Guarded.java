package dev.albireo.oauth.client.registration;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service where registration requires an initial access token, with one trusted issuer of software statements. */
public class Guarded implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("albireo.registration.mode", "token");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(StatementIssuer.class));
    }
}
