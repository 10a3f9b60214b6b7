package dev.albireo.oauth.client.authentication;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientRepository;
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
    private final ClientRepository clients;
    private final Clock clock;

    StoredClientSecrets(ClientSecretKey key, PreviousSecretStore previous, ClientRepository clients, Clock clock) {
        this.key = key;
        this.previous = previous;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * A secret that a caller presents.
     *
     * @param hash of the current key
     */
    record PresentedSecret(String clientId, String text, String hash) {
        @Override
        public String toString() {
            return "PresentedSecret[redacted]";
        }
    }

    PresentedSecret presented(String clientId, String secret) {
        return new PresentedSecret(clientId, secret, hash(clientId, secret));
    }

    /** Returns the stored form of a secret. */
    public String hash(String clientId, String secret) {
        return key.tag(PURPOSE, clientId, secret);
    }

    /** Returns whether it is the current secret of the client. */
    public boolean isCurrent(Client client, String secret) {
        return matches(client.secretHash(), presented(client.id(), secret));
    }

    /**
     * Returns whether it is the current secret of the client, or the previous one during the overlap. A current secret that was stored with
     * an earlier key is stored anew.
     */
    Uni<Boolean> isValid(Client client, PresentedSecret secret) {
        Optional<String> stored = client.secretHash();
        if (stored.filter(known -> MacKey.equal(known, secret.hash())).isPresent()) {
            return Uni.createFrom().item(true);
        }
        return matches(stored, secret)
                ? clients.renewSecretHash(client.id(), stored.orElseThrow(), secret.hash())
                        .replaceWith(true)
                : previous.find(client.id(), clock.instant()).map(earlier -> matches(earlier, secret));
    }

    /** Keeps a replaced secret valid until then, in place of any older one, in the transaction of this session. */
    public Uni<Void> keepPrevious(Mutiny.Session session, String client, String secretHash, Instant until) {
        return previous.store(session, client, secretHash, until);
    }

    /** Ends the overlap with the previous secret, in the transaction of this session. */
    public Uni<Void> endOverlap(Mutiny.Session session, String client) {
        return previous.delete(session, client);
    }

    private boolean matches(Optional<String> stored, PresentedSecret secret) {
        return stored.filter(known -> key.matches(known, PURPOSE, secret.clientId(), secret.text()))
                .isPresent();
    }
}
