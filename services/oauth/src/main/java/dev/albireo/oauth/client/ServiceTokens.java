package dev.albireo.oauth.client;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.web.Ids;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Access tokens (RFC 9068) for the services of this system, this one included; no database is asked. */
@Singleton
public class ServiceTokens {
    /** How long they live. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String INTERNAL = "internal:";

    private final SigningKeys keys;
    private final String issuer;
    private final Ids ids;
    private final Clock clock;

    ServiceTokens(SigningKeys keys, WebConfig config, Ids ids, Clock clock) {
        this.keys = keys;
        this.issuer = config.issuerText();
        this.ids = ids;
        this.clock = clock;
    }

    /** A token of that service for the service that {@code internal:<name>} belongs to. */
    public Uni<String> mint(String service, String scope) {
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
        return keys.ring().map(ring -> ring.sign("at+jwt", claims));
    }
}
