package dev.albireo.oauth.client;

import dev.albireo.web.Fetch;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Request objects at an address that their client registered (OpenID Connect Core section 6.2, RFC 9101 section 5.2). They are read
 * each time anew, so the hash in a fragment, by which a client tells that a kept one is out of date, need not be looked at.
 */
@Singleton
public class FetchedRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 32_768;
    private static final String TYPES = "application/oauth-authz-req+jwt, application/jwt, */*;q=0.1";

    private final Fetch fetch;

    FetchedRequests(Fetch fetch) {
        this.fetch = fetch;
    }

    /** What is there; empty where the address is none that the client registered, or nothing is to be had. */
    public Uni<Optional<String>> at(String uri, Client client) {
        String called = CalledAddresses.withoutFragment(uri);
        boolean registered = client.requests().uris().stream()
                .map(CalledAddresses::withoutFragment)
                .anyMatch(called::equals);
        return registered
                ? fetch.get(URI.create(called), TYPES, PATIENCE, MOST_BYTES).map(text -> text.map(String::strip))
                : Uni.createFrom().item(Optional.empty());
    }
}
