package dev.albireo.oauth.client.registration;

import dev.albireo.oauth.client.metadata.OutboundUriValidation;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.registration.RegistrationConfig.Mode;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The operator's rules on dynamic registration and on scopes. */
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

    /** Returns the violation of a client that requests an unsupported algorithm: the field and its requirement. */
    public Optional<OutboundUriValidation.UriViolation> violation(Responses responses) {
        Optional<String> field = algorithms.contains(responses.idToken())
                ? responses
                        .userinfo()
                        .filter(algorithm -> !algorithms.contains(algorithm))
                        .map(algorithm -> "userinfo_signed_response_alg")
                : Optional.of("id_token_signed_response_alg");
        return field.map(name ->
                new OutboundUriValidation.UriViolation(name, "one of " + String.join(", ", algorithms.names())));
    }

    /** Returns whether a client with a secret must use PKCE by default. */
    boolean requirePkce() {
        return config.requirePkce();
    }
}
