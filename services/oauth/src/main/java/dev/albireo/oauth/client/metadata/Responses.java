package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.util.List;
import java.util.Optional;

/**
 * Signing and CORS of responses to the client.
 *
 * @param idToken the signing algorithm of its ID tokens
 * @param userinfo the signing algorithm of its UserInfo responses; empty for plain JSON
 * @param origins the origins whose scripts may call the endpoints for clients
 */
public record Responses(SigningAlgorithm idToken, Optional<SigningAlgorithm> userinfo, List<String> origins) {
    /** RS256 for ID tokens, plain UserInfo responses, no CORS. */
    public static final Responses USUAL = new Responses(SigningAlgorithm.RS256, Optional.empty(), List.of());

    public Responses {
        origins = List.copyOf(origins);
    }
}
