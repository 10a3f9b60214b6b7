package dev.albireo.credentials.login;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Self-registration is enabled, the first passkey requires a code, and each network has few attempts. One profile for all, because the
 * service starts anew for each.
 */
public class OtherSettings implements QuarkusTestProfile {
    /** The wrong passwords that one network may send in ten minutes. */
    static final int NETWORK = 15;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "albireo.registration-page.enabled", "true",
                "albireo.two-factor.first-enrolment", "with-code",
                "albireo.trusted-proxies", "127.0.0.1",
                "albireo.attempts.network", Integer.toString(NETWORK),
                "albireo.attempts.ceremonies", "20",
                "albireo.attempts.network-window", "PT10M");
    }
}
