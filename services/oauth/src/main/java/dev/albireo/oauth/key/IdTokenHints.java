package dev.albireo.oauth.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.CompactJose;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Optional;

/** Reads ID tokens that are used as a hint: issued by this server, of any age (OpenID Connect RP-Initiated Logout 1.0 section 2). */
@Singleton
public class IdTokenHints {
    private final SigningKeys keys;
    private final String issuer;

    IdTokenHints(SigningKeys keys, WebConfig config) {
        this.keys = keys;
        this.issuer = config.issuerText();
    }

    /**
     * Returns the claims of the ID token, if this server signed it with a key that is still published; rejects a signed UserInfo response.
     */
    public Uni<Optional<JWTClaimsSet>> read(String hint) {
        return keys.ring().map(ring -> read(hint, ring));
    }

    private Optional<JWTClaimsSet> read(String hint, KeyRing ring) {
        try {
            SignedJWT token = CompactJose.signedJwt(hint);
            boolean idToken = token.getHeader().getType() != null
                    && "JWT".equals(token.getHeader().getType().getType())
                    && token.getHeader().getKeyID() != null;
            JWK key = idToken ? ring.published().getKeyByKeyId(token.getHeader().getKeyID()) : null;
            if (key == null || !JwsVerification.isSignedWith(key, token)) {
                return Optional.empty();
            }
            return Optional.of(token.getJWTClaimsSet())
                    .filter(claims -> issuer.equals(claims.getIssuer()) && claims.getExpirationTime() != null);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
