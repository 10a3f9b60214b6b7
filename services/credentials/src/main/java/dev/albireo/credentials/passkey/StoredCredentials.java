package dev.albireo.credentials.passkey;

import dev.albireo.credentials.passkey.PasskeyUseStore.PasskeyUse;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads passkeys with the records of their use. */
@ApplicationScoped
class StoredCredentials {
    private final PasskeyStore store;
    private final PasskeyUseStore uses;

    StoredCredentials(PasskeyStore store, PasskeyUseStore uses) {
        this.store = store;
        this.uses = uses;
    }

    /** Returns all passkeys of a user, oldest first. */
    Uni<List<StoredCredential>> of(UUID subject) {
        return Panache.withSession(() -> store.of(subject)).chain(this::withUse);
    }

    Uni<Optional<StoredCredential>> byId(String credentialId) {
        return Panache.withSession(() -> store.byId(credentialId))
                .chain(found -> withUse(found.stream().toList()))
                .map(list -> list.stream().findFirst());
    }

    private Uni<List<StoredCredential>> withUse(List<Passkey> passkeys) {
        if (passkeys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return uses.of(passkeys.stream().map(passkey -> passkey.credentialId).toList())
                .map(found -> join(passkeys, found));
    }

    private static List<StoredCredential> join(List<Passkey> passkeys, Map<String, PasskeyUse> uses) {
        return passkeys.stream()
                .map(passkey -> new StoredCredential(passkey, uses.getOrDefault(passkey.credentialId, PasskeyUse.NONE)))
                .toList();
    }
}
