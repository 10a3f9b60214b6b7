package dev.albireo.credentials.authconfig;

import dev.albireo.credentials.encryption.DataEncryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Encrypts anew what an earlier {@code albireo.keys.data} encrypted in AuthConfigs, so that the key can be dropped. */
@ApplicationScoped
class AuthConfigReencryption {
    private final AuthConfigStore store;
    private final WebhookSecretStore secrets;
    private final DataEncryption encryption;

    AuthConfigReencryption(AuthConfigStore store, WebhookSecretStore secrets, DataEncryption encryption) {
        this.store = store;
        this.secrets = secrets;
        this.encryption = encryption;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        List<String> outdated = encryption.outdatedKeys();
        return outdated.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.withSession(() -> store.countEncryptedWith(outdated))
                        .chain(count -> count == 0 ? Uni.createFrom().voidItem() : renew(outdated));
    }

    /** The content stays the same, and so does the version. */
    private Uni<Void> renew(List<String> outdated) {
        return Panache.withTransaction(() -> store.lock()
                .chain(() -> store.encryptedWith(outdated))
                .invoke(found -> found.forEach(
                        config -> config.replaceSecrets(secrets.encrypt(config.id, secrets.decrypt(config)))))
                .replaceWithVoid());
    }
}
