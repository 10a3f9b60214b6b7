package dev.albireo.credentials.passkey;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses the passkey table. */
@ApplicationScoped
class PasskeyStore implements PanacheRepositoryBase<Passkey, String> {

    Uni<List<Passkey>> of(UUID subject) {
        return list("from Passkey p where p.subject = ?1 order by p.createdAt, p.credentialId", subject);
    }

    Uni<Optional<Passkey>> byId(String credentialId) {
        return findById(credentialId).map(Optional::ofNullable);
    }

    /** Deletes by query, in the caller's transaction: removals of entities of one type block each other in Hibernate Reactive. */
    Uni<Void> remove(Passkey passkey) {
        return delete("credentialId", passkey.credentialId).replaceWithVoid();
    }
}
