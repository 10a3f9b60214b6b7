package dev.albireo.oauth.client;

import dev.albireo.oauth.client.RegistrationConfig.Mode;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Who may register clients here, and with which scopes. */
@Singleton
public class RegistrationRules {
    private final RegistrationConfig config;
    private final OfferedAlgorithms algorithms;
    private final boolean development;

    RegistrationRules(RegistrationConfig config, OfferedAlgorithms algorithms, WebConfig web) {
        this.config = config;
        this.algorithms = algorithms;
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

    /** Where a client wants to be answered with an algorithm that is not offered: which field says so, and what it must be. */
    Optional<CalledAddresses.Objection> objection(Client.Responses responses) {
        Optional<String> field = algorithms.contains(responses.idToken())
                ? responses
                        .userinfo()
                        .filter(algorithm -> !algorithms.contains(algorithm))
                        .map(algorithm -> "userinfo_signed_response_alg")
                : Optional.of("id_token_signed_response_alg");
        return field.map(
                name -> new CalledAddresses.Objection(name, "one of " + String.join(", ", algorithms.names())));
    }

    /** Whether a client with a secret that says nothing of it must use PKCE. */
    boolean requirePkce() {
        return config.requirePkce();
    }
}
