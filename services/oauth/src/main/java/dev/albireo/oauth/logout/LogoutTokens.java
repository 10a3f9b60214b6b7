package dev.albireo.oauth.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Subjects;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.web.Ids;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * Issues logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4): a new one for every attempt, so that its lifetime can be
 * short.
 */
@Singleton
class LogoutTokens {
    /** The {@code typ} that distinguishes it from every other token (section 2.4). */
    static final String TYPE = "logout+jwt";

    /** The member of {@code events}. */
    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** Section 2.4 recommends two minutes at most. */
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final SigningKeys keys;
    private final Subjects subjects;
    private final Ids ids;
    private final String issuer;

    LogoutTokens(SigningKeys keys, Subjects subjects, Ids ids, WebConfig web) {
        this.keys = keys;
        this.subjects = subjects;
        this.ids = ids;
        this.issuer = web.issuerText();
    }

    /** Contains the user's {@code sub} for this client, and the session's {@code sid} as its ID tokens do. */
    Uni<String> sign(Told told, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subjects.of(told.sector(), told.subject()))
                .audience(told.client())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(ids.next().toString())
                .claim("sid", told.session().toString())
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        return keys.ring().map(ring -> ring.sign(told.algorithm(), TYPE, claims));
    }
}
