package dev.albireo.systemtests.conformance;

import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The one account that the suite signs in with: it has every standard claim. */
final class SuitePerson {
    static final String USERNAME = declare();

    private SuitePerson() {}

    private static String declare() {
        String id = "oidf-" + UUID.randomUUID();
        Map<String, Object> user = new LinkedHashMap<>(Map.of(
                "password",
                WebApp.PASSWORD,
                "email",
                id + "@example.com",
                "displayName",
                "Ada King",
                "name",
                Map.of("givenName", "Ada", "middleName", "Augusta", "familyName", "King"),
                "nickName",
                "Ada",
                "phoneNumber",
                "+44 20 1234 5678",
                "phoneNumberVerified",
                true,
                "address",
                Map.of("streetAddress", "12 St James's Square", "locality", "London", "country", "GB"),
                "birthdate",
                "1815-12-10"));
        user.put("emailVerified", true);
        user.putAll(Map.of(
                "photo", "https://example.com/ada.png",
                "profileUrl", "https://example.com/ada",
                "website", "https://ada.example.com",
                "gender", "female",
                "locale", "en-GB",
                "timezone", "Europe/London"));
        Running.resources().declare("User/" + id, user);
        return id;
    }
}
