package dev.albireo.credentials;

import dev.albireo.credentials.password.RangeServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/**
 * Few connections whose statements end early, a range service, and registration without passkeys. One profile for all, because the service is built and started anew for each.
 */
public class ShortDeadline implements QuarkusTestProfile {
    static final int POOL = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(RangeServer.settings());
        settings.put("quarkus.datasource.reactive.additional-properties.statement_timeout", "1s");
        settings.put("quarkus.datasource.reactive.additional-properties.transaction_timeout", "4s");
        settings.put("quarkus.datasource.reactive.max-size", Integer.toString(POOL));
        settings.put("albireo.registration-page.mode", "open");
        settings.put("albireo.registration-page.passkey", "false");
        return settings;
    }
}
