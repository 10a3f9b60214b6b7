package dev.albireo.oauth.authorize;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import java.util.Optional;

/**
 * What {@code id_token_hint} says (OpenID Connect Core section 3.1.2.1).
 *
 * @param subject whom it names; empty where none was sent
 * @param readable false for what is no ID token that this client got here
 */
record Hint(Optional<String> subject, boolean readable) {
    /** None was sent. */
    static final Hint NONE = new Hint(Optional.empty(), true);

    /** One whose signature was checked; empty where that failed. */
    static Hint of(Optional<JWTClaimsSet> claims, Client client) {
        Optional<String> subject = claims.filter(token -> token.getAudience().contains(client.id()))
                .map(JWTClaimsSet::getSubject);
        return new Hint(subject, subject.isPresent());
    }

    /** Whether it can be heeded together with a {@code sub} that {@code claims} asks for. */
    boolean agreesWith(Optional<String> asked) {
        return readable
                && (subject.isEmpty()
                        || asked.filter(other -> !subject.get().equals(other)).isEmpty());
    }
}
