package dev.albireo.webhooks.ssf;

import dev.albireo.webhooks.ssf.SsfStreamStore.StoredAuthorization;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Encrypts anew what an earlier {@code albireo.keys.data} encrypted in streams, so that the key can be dropped. */
@ApplicationScoped
class StreamReencryption {
    private final SsfStreamStore streams;
    private final StreamSecrets secrets;

    StreamReencryption(SsfStreamStore streams, StreamSecrets secrets) {
        this.streams = streams;
        this.secrets = secrets;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        List<String> outdated = secrets.outdatedKeys();
        return outdated.isEmpty()
                ? Uni.createFrom().voidItem()
                : streams.encryptedWith(outdated)
                        .onItem()
                        .transformToMulti(Multi.createFrom()::iterable)
                        .call(this::renew)
                        .onItem()
                        .ignoreAsUni();
    }

    private Uni<Void> renew(StoredAuthorization before) {
        return streams.replace(
                before, secrets.encrypt(before.stream(), secrets.decrypt(before.stream(), before.encrypted())));
    }
}
