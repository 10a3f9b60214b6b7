package dev.albireo.credentials.login;

import dev.albireo.web.UserRegistrationMode;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which users may register, as the operator permits it. */
@Singleton
public class OfferedRegistration {
    private final UserRegistrationConfig config;

    OfferedRegistration(UserRegistrationConfig config) {
        this.config = config;
    }

    /** Returns who may register. */
    public UserRegistrationMode mode() {
        return config.mode();
    }

    /** Returns whether users may register with a passkey instead of a password. */
    public boolean withPasskey() {
        return config.passkey() && config.mode() != UserRegistrationMode.CLOSED;
    }

    /** Returns the URL of the terms that users accept when they register, if there are any. */
    public Optional<String> termsUri() {
        return config.termsUri();
    }
}
