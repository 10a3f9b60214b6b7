package dev.albireo.oauth.authorize;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import java.util.Optional;

/**
 * The {@code id_token_hint} (OpenID Connect Core section 3.1.2.1).
 *
 * @param subject the user it names; empty if none was sent
 * @param readable false if it is not an ID token that this server issued to this client
 */
record IdTokenHint(Optional<String> subject, boolean readable) {
    /** No hint was sent. */
    static final IdTokenHint NONE = new IdTokenHint(Optional.empty(), true);

    /** Returns the hint of verified claims; they are empty if the verification failed. */
    static IdTokenHint of(Optional<JWTClaimsSet> claims, Client client) {
        Optional<String> subject = claims.filter(token -> token.getAudience().contains(client.id()))
                .map(JWTClaimsSet::getSubject);
        return new IdTokenHint(subject, subject.isPresent());
    }

    /** Returns whether it is consistent with a {@code sub} that {@code claims} requests. */
    boolean agreesWith(Optional<String> asked) {
        return readable
                && (subject.isEmpty()
                        || asked.filter(other -> !subject.get().equals(other)).isEmpty());
    }
}
