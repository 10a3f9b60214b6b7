package dev.albireo.oauth.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.web.IdGenerator;
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
    private final SubjectIdentifiers subjects;
    private final IdGenerator ids;
    private final String issuer;

    LogoutTokens(SigningKeys keys, SubjectIdentifiers subjects, IdGenerator ids, WebConfig web) {
        this.keys = keys;
        this.subjects = subjects;
        this.ids = ids;
        this.issuer = web.issuerText();
    }

    /** Contains the user's {@code sub} for this client, and the session's {@code sid} as its ID tokens do. */
    Uni<String> sign(LogoutDeliveryAttempt attempt, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subjects.of(attempt.sector(), attempt.subject()))
                .audience(attempt.client())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(ids.next().toString())
                .claim("sid", attempt.session().toString())
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        return keys.ring().chain(ring -> ring.sign(attempt.algorithm(), TYPE, claims));
    }
}
