package dev.albireo.credentials.password;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accesses the password table. */
@ApplicationScoped
class PasswordStore implements PanacheRepositoryBase<Password, UUID> {

    Uni<Optional<String>> phcOf(UUID subject) {
        return findById(subject).map(found -> Optional.ofNullable(found).map(password -> password.phc));
    }

    Uni<Optional<Instant>> changedAt(UUID subject) {
        return findById(subject).map(found -> Optional.ofNullable(found).map(password -> password.changedAt));
    }

    Uni<Void> set(UUID subject, String phc, Instant now) {
        return findById(subject).chain(found -> {
            if (found == null) {
                return persist(new Password(subject, phc, now)).replaceWithVoid();
            }
            found.phc = phc;
            found.changedAt = now;
            return Uni.createFrom().voidItem();
        });
    }

    /** Sets the hashes of accounts that have none, many rows a statement. */
    Uni<Void> setAll(Map<UUID, String> hashes, Instant now) {
        return Panache.getSession()
                .chain(session -> session.persistAll(hashes.entrySet().stream()
                                .map(hash -> new Password(hash.getKey(), hash.getValue(), now))
                                .toArray())
                        .call(session::flush));
    }

    /** Stores a newer hash of the same password, unless the password was changed meanwhile. */
    Uni<Void> rehash(UUID subject, String before, String after) {
        return update("phc = ?1 where subject = ?2 and phc = ?3", after, subject, before)
                .replaceWithVoid();
    }
}
