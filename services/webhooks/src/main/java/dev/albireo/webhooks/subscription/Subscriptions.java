package dev.albireo.webhooks.subscription;

import dev.albireo.web.DeclaredRepresentation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads subscriptions. */
@ApplicationScoped
public class Subscriptions {
    private final WebhookSubscriptionStore store;
    private final SubscriptionEncryption encryption;
    private final Clock clock;

    Subscriptions(WebhookSubscriptionStore store, SubscriptionEncryption encryption, Clock clock) {
        this.store = store;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Returns what each subscription wants, including those that are paused. */
    public Uni<List<Subscription>> all() {
        return store.all();
    }

    /** Returns what its deliveries refer to. */
    public Uni<Optional<UUID>> key(String id) {
        return store.find(id).map(found -> found.map(StoredSubscription::key));
    }

    /** Returns the resource without secrets. */
    Uni<Optional<DeclaredRepresentation>> resource(String id) {
        return store.find(id).map(found -> found.map(this::shown));
    }

    /** Returns the following resources by id, one more than {@code limit} if there are further ones. */
    Uni<List<DeclaredRepresentation>> page(String after, int limit) {
        return store.page(after, limit + 1)
                .map(found -> found.stream().map(this::shown).toList());
    }

    private DeclaredRepresentation shown(StoredSubscription subscription) {
        return subscription.resource(encryption.decrypt(subscription.key(), subscription.secrets()), clock.instant());
    }
}
