package dev.albireo.oauth.client.authentication;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientSecretKey;
import dev.albireo.protocol.MacKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The secrets of clients, which are stored as HMACs. After a rotation the previous secret is valid during the overlap. */
@Singleton
public class StoredClientSecrets {
    private static final String PURPOSE = "client secret";

    private final ClientSecretKey key;
    private final PreviousSecretStore previous;
    private final Clock clock;

    StoredClientSecrets(ClientSecretKey key, PreviousSecretStore previous, Clock clock) {
        this.key = key;
        this.previous = previous;
        this.clock = clock;
    }

    /** Returns the stored form of a secret. */
    public String hash(String clientId, String secret) {
        return key.tag(PURPOSE, clientId, secret);
    }

    /** Returns whether it is the current secret of the client. */
    public boolean isCurrent(Client client, String secret) {
        return equal(client.secretHash(), hash(client.id(), secret));
    }

    /** Returns whether the {@link #hash} is that of the current secret of the client, or of the previous one during the overlap. */
    Uni<Boolean> isValid(Client client, String hash) {
        return equal(client.secretHash(), hash)
                ? Uni.createFrom().item(true)
                : previous.find(client.id(), clock.instant()).map(earlier -> equal(earlier, hash));
    }

    /** Keeps a replaced secret valid until then, in place of any older one, in the transaction of this session. */
    public Uni<Void> keepPrevious(Mutiny.Session session, String client, String secretHash, Instant until) {
        return previous.store(session, client, secretHash, until);
    }

    /** Ends the overlap with the previous secret, in the transaction of this session. */
    public Uni<Void> endOverlap(Mutiny.Session session, String client) {
        return previous.delete(session, client);
    }

    private static boolean equal(Optional<String> stored, String hash) {
        return stored.filter(known -> MacKey.equal(known, hash)).isPresent();
    }
}
