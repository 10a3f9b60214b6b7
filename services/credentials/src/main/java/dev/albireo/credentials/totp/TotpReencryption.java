package dev.albireo.credentials.totp;

import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.credentials.totp.TotpStore.OwnedSecret;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Encrypts anew what an earlier {@code albireo.keys.data} encrypted, in small batches, so that the key can be dropped although not every
 * user signs in. After a complete pass it waits, because another replica may still encrypt with an earlier key.
 */
@ApplicationScoped
class TotpReencryption {
    private static final Logger LOG = Logger.getLogger(TotpReencryption.class);
    private static final int BATCH = 200;
    private static final UUID BEGIN = new UUID(0, 0);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final TotpStore store;
    private final DataEncryption encryption;
    private final Clock clock;
    private final AtomicReference<Pass> last = new AtomicReference<>(new Pass(List.of(), Instant.MAX));

    /** A complete pass for these keys. */
    private record Pass(List<String> keys, Instant next) {}

    TotpReencryption(TotpStore store, DataEncryption encryption, Clock clock) {
        this.store = store;
        this.encryption = encryption;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        List<String> outdated = encryption.outdatedKeys();
        Instant now = clock.instant();
        Pass pass = last.get();
        return outdated.equals(pass.keys()) && now.isBefore(pass.next())
                ? Uni.createFrom().voidItem()
                : from(BEGIN, outdated).invoke(() -> last.set(new Pass(outdated, now.plus(PAUSE))));
    }

    private Uni<Void> from(UUID after, List<String> outdated) {
        return store.encryptedWith(outdated, after, BATCH)
                .chain(secrets -> renew(secrets)
                        .chain(() -> secrets.size() < BATCH
                                ? Uni.createFrom().voidItem()
                                : from(secrets.getLast().subject(), outdated)));
    }

    private Uni<Void> renew(List<OwnedSecret> secrets) {
        return Multi.createFrom().iterable(secrets).call(this::renew).onItem().ignoreAsUni();
    }

    /** One that cannot be decrypted does not hold up the others. */
    private Uni<Void> renew(OwnedSecret owned) {
        String context = owned.subject().toString();
        try {
            return store.renew(owned, encryption.encrypt(encryption.decrypt(owned.secret(), context), context));
        } catch (IllegalStateException e) {
            LOG.warnf("totp secret not encrypted anew subject=%s cause=%s", owned.subject(), e.getMessage());
            return Uni.createFrom().voidItem();
        }
    }
}
