package dev.albireo.oauth.logout;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Credentials is unreachable: no process listens at the discard port. The system tests have the real one. */
public final class WithoutCredentials implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("albireo.credentials-url", "http://127.0.0.1:9");
    }

    @Override
    public void stop() {
        // Has nothing to stop.
    }
}
