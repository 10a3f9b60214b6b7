package dev.albireo.oauth.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An application that a person lets in: she said so on the consent page, or it holds a refresh token.
 *
 * @param since when she first did, of what still holds
 */
record Application(String client, String name, Optional<String> logoUri, Instant since, List<String> scopes) {
    Application {
        scopes = List.copyOf(scopes);
    }
}
