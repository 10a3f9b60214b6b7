package dev.albireo.oauth.client;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service where only those register that have an initial access token, and where one issuer of software statements is trusted. */
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
