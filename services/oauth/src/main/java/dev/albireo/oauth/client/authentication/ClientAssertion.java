package dev.albireo.oauth.client.authentication;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.client.metadata.PublicKeys;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.CompactJose;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client assertion (RFC 7523 section 3) whose claims are valid. Its signature and its single use are checked elsewhere. */
record ClientAssertion(String clientId, String jti, Instant expiresAt, SignedJWT jwt) {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<String> JWT_TYPES = Set.of("JWT", "client-authentication+jwt");
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final int MAX_JTI_LENGTH = 256;

    /** Returns whether the request contains an assertion. */
    static boolean isSent(Form form) {
        return form.optional("client_assertion").isPresent()
                || form.optional("client_assertion_type").isPresent();
    }

    /** Returns the assertion of the request; rejects it if any claim is invalid. */
    static ClientAssertion of(Form form, List<String> audiences, Instant now) {
        if (!form.required("client_assertion_type").equals(TYPE)) {
            throw refused("the client_assertion_type is not supported");
        }
        try {
            SignedJWT jwt = CompactJose.signedJwt(form.required("client_assertion"));
            boolean typed = jwt.getHeader().getType() == null
                    || JWT_TYPES.contains(jwt.getHeader().getType().getType());
            if (!typed || !PublicKeys.isAcceptable(jwt.getHeader())) {
                throw refused("the client_assertion is not signed with an allowed algorithm");
            }
            return of(jwt, form.optional("client_id"), audiences, now);
        } catch (ParseException e) {
            throw refused("the client_assertion is not a signed JWT");
        }
    }

    private static ClientAssertion of(SignedJWT jwt, Optional<String> clientId, List<String> audiences, Instant now)
            throws ParseException {
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        String issuer = claims.getIssuer();
        if (issuer == null
                || !Parameters.isText(issuer)
                || !issuer.equals(claims.getSubject())
                || clientId.filter(id -> !id.equals(issuer)).isPresent()) {
            throw refused("iss and sub of the client_assertion must be the client_id");
        }
        if (claims.getAudience().isEmpty() || !audiences.containsAll(claims.getAudience())) {
            throw refused("aud of the client_assertion must be " + String.join(" or ", audiences));
        }
        String jti = claims.getJWTID();
        if (jti == null || jti.isEmpty() || jti.length() > MAX_JTI_LENGTH) {
            throw refused("the client_assertion needs a jti of at most " + MAX_JTI_LENGTH + " characters");
        }
        return new ClientAssertion(issuer, jti, expiry(claims, now), jwt);
    }

    private static Instant expiry(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        if (expires == null
                || !now.isBefore(expires.toInstant().plus(SKEW))
                || expires.toInstant().isAfter(now.plus(MAX_LIFETIME).plus(SKEW))) {
            throw refused("exp of the client_assertion must be within the next five minutes");
        }
        if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
            throw refused("nbf and iat of the client_assertion must not be in the future");
        }
        return expires.toInstant().plus(SKEW);
    }

    private static boolean isAhead(@Nullable Date date, Instant now) {
        return date != null && date.toInstant().isAfter(now.plus(SKEW));
    }

    private static OAuthRefusal refused(String why) {
        return OAuthError.INVALID_CLIENT.because(why);
    }

    @Override
    public String toString() {
        return "Assertion[" + clientId + "]";
    }
}
