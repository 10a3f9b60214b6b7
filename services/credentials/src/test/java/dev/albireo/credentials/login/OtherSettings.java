package dev.albireo.credentials.login;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Self-registration is enabled, the first passkey requires a code, each network has few attempts, one thread hashes passwords, so that a test
 * can hold its queue, users get no mails and may delete their account, and vulnerabilities have a contact. One profile for all, because the service is built and started anew for each.
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
        return Map.ofEntries(
                Map.entry("albireo.registration-page.mode", "open"),
                Map.entry("albireo.two-factor.first-enrolment", "with-code"),
                Map.entry("albireo.trusted-proxies", "127.0.0.1"),
                Map.entry("albireo.attempts.network", Integer.toString(NETWORK)),
                Map.entry("albireo.attempts.ceremonies", "20"),
                Map.entry("albireo.attempts.network-window", "PT10M"),
                Map.entry("albireo.password.workers", "1"),
                Map.entry("albireo.password.queue-per-network", Integer.toString(HASHES)),
                Map.entry("albireo.mail.enabled", "false"),
                Map.entry("albireo.two-factor.self-reset-after", ""),
                Map.entry("albireo.security.contact", CONTACT),
                Map.entry("albireo.account.self-deletion", "true"),
                Map.entry("albireo.account.editable-claims", "name,nickname,locale,zoneinfo,picture,birthdate"));
    }
}
