package dev.albireo.credentials.authconfig;

import dev.albireo.events.AuthConfigEvent.AuthConfigChanged;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Publishes every AuthConfig again, in the caller's Panache transaction. */
@ApplicationScoped
public class RepublishAuthConfigs {
    private final AuthConfigStore store;
    private final WebhookSecretStore safe;
    private final Outbox outbox;
    private final Clock clock;

    RepublishAuthConfigs(AuthConfigStore store, WebhookSecretStore safe, Outbox outbox, Clock clock) {
        this.store = store;
        this.safe = safe;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Makes each version newer than any published before, up to {@code leap} changes ago. */
    public Uni<Void> advanceVersions(int leap) {
        return store.lock().chain(() -> store.advanceVersions(leap));
    }

    /** Publishes the current states. */
    public Uni<Void> all() {
        Instant now = clock.instant();
        return store.listAll()
                .map(found -> found.stream().map(entity -> changed(entity, now)).toList())
                .chain(this::append);
    }

    private AuthConfigChanged changed(AuthConfigEntity entity, Instant now) {
        return new AuthConfigChanged(safe.state(entity, entity.declared().with(safe.decrypt(entity))), now);
    }

    private Uni<Void> append(List<AuthConfigChanged> events) {
        return Panache.getSession().chain(session -> outbox.append(session, events.toArray(AuthConfigChanged[]::new)));
    }
}
