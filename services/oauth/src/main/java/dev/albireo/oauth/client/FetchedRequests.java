package dev.albireo.oauth.client;

import dev.albireo.oauth.client.metadata.MetadataUris;
import dev.albireo.web.DocumentFetch;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches request objects from URLs that their client registered (OpenID Connect Core section 6.2, RFC 9101 section 5.2). They are never
 * cached, so the hash in a fragment, which identifies an outdated copy, is ignored.
 */
@Singleton
public class FetchedRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 32_768;
    private static final String TYPES = "application/oauth-authz-req+jwt, application/jwt, */*;q=0.1";

    private final DocumentFetch fetch;

    FetchedRequests(DocumentFetch fetch) {
        this.fetch = fetch;
    }

    /** Returns the request object; empty if the client did not register the URL, or the fetch fails. */
    public Uni<Optional<String>> at(String uri, Client client) {
        String called = MetadataUris.withoutFragment(uri);
        boolean registered = client.metadata().requests().uris().stream()
                .map(MetadataUris::withoutFragment)
                .anyMatch(called::equals);
        return registered
                ? fetch.get(URI.create(called), TYPES, PATIENCE, MAX_BYTES).map(text -> text.map(String::strip))
                : Uni.createFrom().item(Optional.empty());
    }
}
