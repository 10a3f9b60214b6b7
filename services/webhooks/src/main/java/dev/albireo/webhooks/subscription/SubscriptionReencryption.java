package dev.albireo.webhooks.subscription;

import dev.albireo.webhooks.subscription.WebhookSubscriptionStore.OwnedSecrets;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Encrypts anew what an earlier {@code albireo.keys.data} encrypted in subscriptions, so that the key can be dropped. */
@ApplicationScoped
class SubscriptionReencryption {
    private final WebhookSubscriptionStore store;
    private final SubscriptionEncryption encryption;

    SubscriptionReencryption(WebhookSubscriptionStore store, SubscriptionEncryption encryption) {
        this.store = store;
        this.encryption = encryption;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        List<String> outdated = encryption.outdatedKeys();
        return outdated.isEmpty()
                ? Uni.createFrom().voidItem()
                : store.encryptedWith(outdated)
                        .onItem()
                        .transformToMulti(Multi.createFrom()::iterable)
                        .call(this::renew)
                        .onItem()
                        .ignoreAsUni();
    }

    private Uni<Void> renew(OwnedSecrets before) {
        return store.replace(
                before, encryption.encrypt(before.key(), encryption.decrypt(before.key(), before.encrypted())));
    }
}
