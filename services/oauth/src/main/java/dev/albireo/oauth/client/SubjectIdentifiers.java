package dev.albireo.oauth.client;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/**
 * Computes the subject of a user for a client: public, or pairwise per sector (OpenID Connect Core section 8.1). A pairwise subject is an
 * HMAC with the key of client secrets, so that without the key it cannot be related to a user or to another subject.
 */
@Singleton
public class SubjectIdentifiers {
    private static final String PURPOSE = "pairwise subject";

    private final ClientSecretKey key;

    SubjectIdentifiers(ClientSecretKey key) {
        this.key = key;
    }

    /** Returns the user's {@code sub} for this client. */
    public String of(Client client, UUID person) {
        return of(client.metadata().sector().host(), person);
    }

    /** As above, for any client of this sector. */
    public String of(Optional<String> sector, UUID person) {
        return sector.map(host -> key.tag(PURPOSE, host, person.toString())).orElseGet(person::toString);
    }
}
