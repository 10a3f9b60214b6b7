package dev.albireo.oauth.client;

import dev.albireo.protocol.MacKey;
import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Computes the subject of a user for a client: public, or pairwise per sector (OpenID Connect Core section 8.1). A pairwise subject is an
 * HMAC with a key of its own or, where that is not set, with that of client secrets ({@link SecretConfig}), so that without the key it cannot be related to a user or to another subject.
 */
@Singleton
public class SubjectIdentifiers {
    private static final String PURPOSE = "pairwise subject";

    private final Supplier<MacKey> key;

    SubjectIdentifiers(SecretSettings secrets) {
        this.key = secrets.supply(SubjectIdentifiers::read);
    }

    /** A replaced key of client secrets must not change the subjects. */
    private static MacKey read(SecretValues values) {
        Optional<String> own = values.find("albireo.keys.subjects");
        if (own.isEmpty() && !values.earlier("albireo.keys.secrets").isEmpty()) {
            throw new IllegalArgumentException(
                    "albireo.keys.secrets-earlier needs albireo.keys.subjects; set it to the first value of albireo.keys.secrets");
        }
        return MacKey.ofBase64(own.orElseGet(() -> values.get("albireo.keys.secrets")));
    }

    /** Returns the user's {@code sub} for this client. */
    public String of(Client client, UUID person) {
        return of(client.metadata().sector().host(), person);
    }

    /** As above, for any client of this sector. */
    public String of(Optional<String> sector, UUID person) {
        return sector.map(host -> key.get().tag(PURPOSE, host, person.toString()))
                .orElseGet(person::toString);
    }
}
