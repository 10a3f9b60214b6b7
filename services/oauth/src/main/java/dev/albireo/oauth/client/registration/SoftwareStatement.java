package dev.albireo.oauth.client.registration;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.client.metadata.PublicKeys;
import dev.albireo.protocol.CompactJose;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A software statement (RFC 7591 section 2.3) whose claims are valid. The trust in its issuer is checked elsewhere. */
record SoftwareStatement(String issuer, SignedJWT jwt, Map<String, Object> metadata) {
    private static final Set<String> OF_THE_JWT = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");
    private static final Duration SKEW = Duration.ofSeconds(10);

    /** Parses a statement; {@code invalid_software_statement} if it is malformed, expired, not yet valid or for another server. */
    static SoftwareStatement of(String text, String audience, Instant now) {
        try {
            SignedJWT jwt = CompactJose.signedJwt(text);
            JOSEObjectType type = jwt.getHeader().getType();
            if ((type != null && !type.equals(JOSEObjectType.JWT)) || !PublicKeys.isAcceptable(jwt.getHeader())) {
                throw refused("is not signed with an allowed algorithm");
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims.getIssuer() == null) {
                throw refused("has no iss");
            }
            if (!claims.getAudience().isEmpty() && !claims.getAudience().contains(audience)) {
                throw refused("has an aud that is not this issuer");
            }
            if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now) || isOver(claims, now)) {
                throw refused("is expired or not yet valid (exp, nbf, iat)");
            }
            Map<String, Object> metadata = new TreeMap<>(claims.getClaims());
            metadata.keySet().removeAll(OF_THE_JWT);
            return new SoftwareStatement(claims.getIssuer(), jwt, metadata);
        } catch (ParseException e) {
            throw refused("is not a signed JWT");
        }
    }

    static OAuthRefusal refused(String why) {
        return OAuthError.INVALID_SOFTWARE_STATEMENT.because("software_statement: it " + why);
    }

    private static boolean isOver(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        return expires != null && !now.isBefore(expires.toInstant().plus(SKEW));
    }

    private static boolean isAhead(@Nullable Date date, Instant now) {
        return date != null && date.toInstant().isAfter(now.plus(SKEW));
    }

    @Override
    public String toString() {
        return "SoftwareStatement[" + issuer + "]";
    }
}
