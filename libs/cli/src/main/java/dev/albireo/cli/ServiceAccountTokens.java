package dev.albireo.cli;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of a pipeline: {@code client_credentials} with {@code private_key_jwt}, for declared resources only. */
final class ServiceAccountTokens implements Tokens {
    /** The scope of a service account. */
    static final String SCOPE = "albireo:resources";

    private final String clientId;
    private final PrivateKeyJwt key;
    private final Supplier<IssuerMetadata> issuer;
    private final Clock clock;
    private @Nullable String token;

    ServiceAccountTokens(String clientId, PrivateKeyJwt key, Supplier<IssuerMetadata> issuer, Clock clock) {
        this.clientId = clientId;
        this.key = key;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The token is requested once, because a command ends before it expires. */
    @Override
    public Optional<String> bearer() {
        if (token == null) {
            token = fresh();
        }
        return Optional.of(token);
    }

    private String fresh() {
        IssuerMetadata found = issuer.get();
        return found.token(Map.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        SCOPE,
                        "client_id",
                        clientId,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        key.assertion(clientId, found.name(), clock.instant())))
                .path("access_token")
                .asText();
    }
}
