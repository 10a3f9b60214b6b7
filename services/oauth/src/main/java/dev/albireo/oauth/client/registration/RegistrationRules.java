package dev.albireo.oauth.client.registration;

import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.oauth.client.registration.RegistrationConfig.Mode;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;
import java.util.List;

/** The operator's rules on dynamic registration and on scopes. */
@Singleton
public class RegistrationRules {
    private final RegistrationConfig config;
    private final boolean development;

    RegistrationRules(RegistrationConfig config, WebConfig web) {
        this.config = config;
        this.development = web.development();
    }

    /** Returns whether clients may register themselves. */
    public boolean isOpen() {
        return config.inForce(development) != Mode.CLOSED;
    }

    /** Returns whether registration requires an initial access token. */
    boolean requiresToken() {
        return config.inForce(development) == Mode.TOKEN;
    }

    /** Returns the scopes of a client that declares none; discovery lists them too. */
    public List<String> defaultScopes() {
        return config.defaultScopes();
    }

    /** Returns the defaults of members that a registration omits. */
    MetadataDefaults metadataDefaults() {
        return MetadataDefaults.ofRegistration(config.defaultScopes(), config.requirePkce());
    }
}
