package dev.albireo.webhooks.otp;

import dev.albireo.webhooks.delivery.HandoverDecryption;
import dev.albireo.webhooks.otp.EndpointStore.EncryptedSecrets;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Encrypts anew what an earlier {@code albireo.keys.delivery} encrypted in the database, so that the key can be dropped. */
@ApplicationScoped
class EndpointReencryption {
    private final EndpointStore store;
    private final HandoverDecryption decryption;

    EndpointReencryption(EndpointStore store, HandoverDecryption decryption) {
        this.store = store;
        this.decryption = decryption;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return decryption.hasEarlierKeys()
                ? store.secrets()
                        .onItem()
                        .transformToMulti(Multi.createFrom()::iterable)
                        .call(this::renew)
                        .onItem()
                        .ignoreAsUni()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> renew(EncryptedSecrets before) {
        Optional<String> renewed = decryption.reencrypted(before.encrypted());
        return renewed.map(encrypted -> store.replace(before, encrypted))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
