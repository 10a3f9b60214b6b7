package dev.albireo.credentials.registration;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Users register themselves by mail, and accept terms. */
public class ByMail implements QuarkusTestProfile {
    static final String TERMS = "https://www.example.com/terms";

    /** The links that a network may request, more than most tests need. */
    static final int REQUESTS = 60;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "albireo.registration-page.mode",
                "verified-mail",
                "albireo.registration-page.terms-uri",
                TERMS,
                "albireo.attempts.registration",
                Integer.toString(REQUESTS));
    }
}
