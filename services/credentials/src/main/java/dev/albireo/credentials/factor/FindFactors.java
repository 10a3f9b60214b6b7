package dev.albireo.credentials.factor;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Says which factors a person has. */
@ApplicationScoped
public class FindFactors {
    private final FactorStore store;

    FindFactors(FactorStore store) {
        this.store = store;
    }

    public Uni<Factors> of(UUID subject) {
        return store.of(subject);
    }

    /** As the caller's Panache transaction sees them; when they were used is not said. */
    public Uni<Factors> inTransaction(UUID subject) {
        return Panache.getSession().chain(hibernate -> store.count(hibernate, subject));
    }
}
