package dev.albireo.credentials.registration;

import java.time.Duration;
import java.util.Optional;

/**
 * A link by which a user registers with the address that it proves.
 *
 * @param email the address, which is verified with the use of the link
 * @param name what the page suggests as the user's name; may be empty
 * @param interaction the request of an application that goes on after the registration
 */
record RegistrationLink(String email, String name, Optional<String> interaction) {
    static final Duration LIFETIME = Duration.ofDays(1);
    static final Duration LIFETIME_OF_INVITATION = Duration.ofDays(7);

    /** Returns a text without the address. */
    @Override
    public String toString() {
        return "RegistrationLink[redacted]";
    }
}
