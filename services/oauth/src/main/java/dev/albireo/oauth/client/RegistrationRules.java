package dev.albireo.oauth.client;

import dev.albireo.oauth.client.RegistrationConfig.Mode;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;
import java.util.List;

/** Who may register clients here, and with which scopes. */
@Singleton
public class RegistrationRules {
    private final RegistrationConfig config;
    private final boolean development;

    RegistrationRules(RegistrationConfig config, WebConfig web) {
        this.config = config;
        this.development = web.development();
    }

    /** Whether applications may register themselves at all. */
    public boolean isOpen() {
        return config.inForce(development) != Mode.CLOSED;
    }

    /** Whether only those may that have an initial access token. */
    boolean needsToken() {
        return config.inForce(development) == Mode.TOKEN;
    }

    /** What a client may ask for that says nothing of it; also what discovery lists. */
    public List<String> defaultScopes() {
        return config.defaultScopes();
    }

    /** Whether a client with a secret that says nothing of it must use PKCE. */
    boolean requirePkce() {
        return config.requirePkce();
    }
}
