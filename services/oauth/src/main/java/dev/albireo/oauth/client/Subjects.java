package dev.albireo.oauth.client;

import dev.albireo.protocol.MacKey;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/**
 * Who a person is to a client: the same to all, or, by a pairwise subject (OpenID Connect Core section 8.1), to those of one sector. A
 * pairwise one is an HMAC with the key of client secrets, so nobody can tell without it whom it names, or which two are the same.
 */
@Singleton
public class Subjects {
    private static final String PURPOSE = "pairwise subject";

    private final MacKey key;

    Subjects(SecretConfig config) {
        this.key = MacKey.ofBase64(config.secrets());
    }

    /** The {@code sub} that this client knows the person by. */
    public String of(Client client, UUID person) {
        return of(client.sector().host(), person);
    }

    /** As above, for any client of this sector. */
    public String of(Optional<String> sector, UUID person) {
        return sector.map(host -> key.tag(PURPOSE, host, person.toString())).orElseGet(person::toString);
    }
}
