package dev.albireo.credentials.login;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Self-registration is enabled, the first passkey requires a code, each network has few attempts, one thread hashes passwords, so that a test
 * can hold its queue, users get no mails, and vulnerabilities have a contact. One profile for all, because the service is built and started anew for each.
 */
public class OtherSettings implements QuarkusTestProfile {
    /** The wrong passwords that one network may send in ten minutes. */
    static final int NETWORK = 15;

    /** The hashes that may wait for one network. */
    public static final int HASHES = 4;

    /** Where vulnerabilities are reported. */
    public static final String CONTACT = "mailto:security@example.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "albireo.registration-page.mode", "open",
                "albireo.two-factor.first-enrolment", "with-code",
                "albireo.trusted-proxies", "127.0.0.1",
                "albireo.attempts.network", Integer.toString(NETWORK),
                "albireo.attempts.ceremonies", "20",
                "albireo.attempts.network-window", "PT10M",
                "albireo.password.workers", "1",
                "albireo.password.queue-per-network", Integer.toString(HASHES),
                "albireo.mail.enabled", "false",
                "albireo.security.contact", CONTACT);
    }
}
