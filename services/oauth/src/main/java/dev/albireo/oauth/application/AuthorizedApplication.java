package dev.albireo.oauth.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client with access to a user's account: by consent, or by a refresh token.
 *
 * @param since the beginning of its current access
 */
record AuthorizedApplication(String client, String name, Optional<String> logoUri, Instant since, List<String> scopes) {
    AuthorizedApplication {
        scopes = List.copyOf(scopes);
    }
}
