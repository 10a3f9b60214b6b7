package dev.albireo.credentials.factor;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds the factors of a user. */
@ApplicationScoped
public class FactorLookup {
    private final FactorStore store;

    FactorLookup(FactorStore store) {
        this.store = store;
    }

    public Uni<EnrolledFactors> of(UUID subject) {
        return store.of(subject);
    }

    /** Returns the factors as they are in the caller's Panache transaction. */
    public Uni<EnrolledFactors> inTransaction(UUID subject) {
        return Panache.getSession().chain(hibernate -> store.of(hibernate, subject));
    }
}
