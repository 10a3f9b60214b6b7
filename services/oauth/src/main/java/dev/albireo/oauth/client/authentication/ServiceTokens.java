package dev.albireo.oauth.client.authentication;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Issues access tokens (RFC 9068) for the services of this system, including this one, without a database query. */
@Singleton
public class ServiceTokens {
    /** The lifetime of a token. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String INTERNAL = "internal:";

    private final SigningKeys keys;
    private final String issuer;
    private final IdGenerator ids;
    private final Clock clock;

    ServiceTokens(SigningKeys keys, WebConfig config, IdGenerator ids, Clock clock) {
        this.keys = keys;
        this.issuer = config.issuerText();
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns a token of that service for the service of the scope {@code internal:<name>}. */
    public Uni<String> issue(String service, String scope) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(service)
                .audience("albireo-" + scope.substring(INTERNAL.length()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(ids.next().toString())
                .claim("client_id", service)
                .claim("scope", scope)
                .build();
        return keys.ring().chain(ring -> ring.sign("at+jwt", claims));
    }
}
