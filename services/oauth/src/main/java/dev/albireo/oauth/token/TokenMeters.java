package dev.albireo.oauth.token;

import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.RefusalMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts token responses by grant type, and refusals of the token endpoint by error. */
@Singleton
@Startup
class TokenMeters {
    /** Tokens of the front channel, which has no grant_type of its own. */
    static final String FRONT_CHANNEL = "implicit";

    private static final Set<OAuthError> REFUSALS = EnumSet.of(
            OAuthError.INVALID_REQUEST,
            OAuthError.INVALID_CLIENT,
            OAuthError.INVALID_GRANT,
            OAuthError.UNAUTHORIZED_CLIENT,
            OAuthError.UNSUPPORTED_GRANT_TYPE,
            OAuthError.INVALID_SCOPE,
            OAuthError.INVALID_TARGET,
            OAuthError.AUTHORIZATION_PENDING,
            OAuthError.SLOW_DOWN,
            OAuthError.EXPIRED_TOKEN,
            OAuthError.DEVICE_DENIED,
            OAuthError.TOO_MANY_REQUESTS,
            OAuthError.SERVER_ERROR);

    private final Map<String, Counter> issued;

    TokenMeters(MeterRegistry meters, RefusalMeters refusals) {
        this.issued = Set.of(
                        AuthorizationCodeGrant.GRANT_TYPE,
                        RefreshTokenGrant.GRANT_TYPE,
                        GrantSettings.DEVICE_CODE,
                        ClientCredentialsGrant.GRANT_TYPE,
                        FRONT_CHANNEL)
                .stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), grant -> meters.counter("albireo.tokens", "grant", label(grant))));
        refusals.expect(OAuthEndpoint.TOKEN.path(), REFUSALS);
    }

    /** Counts tokens that were issued for this grant type. */
    void issued(String grantType) {
        Objects.requireNonNull(issued.get(grantType)).increment();
    }

    /** The grant of RFC 8628 section 3.4 has a URN; its last part is sufficient. */
    private static String label(String grantType) {
        return grantType.substring(grantType.lastIndexOf(':') + 1);
    }
}
