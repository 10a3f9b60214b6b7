package dev.albireo.credentials.recovery;

import dev.albireo.credentials.encryption.DataEncryption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Shows new recovery codes to the session that requested them, until the user confirms that they are stored, for ten minutes at most: so a
 * form can answer with a redirect, and a reload loses nothing.
 */
@ApplicationScoped
public class RecoveryNotices {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final RecoveryNoticeStore store;
    private final DataEncryption encryption;
    private final Clock clock;

    RecoveryNotices(RecoveryNoticeStore store, DataEncryption encryption, Clock clock) {
        this.store = store;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Stores the codes for the session's next pages, in the transaction that issues them: codes that are stored are shown. */
    Uni<Void> put(Mutiny.Session hibernate, UUID session, NewRecoveryCodes codes) {
        return store.put(
                hibernate,
                session,
                encryption.encrypt(String.join(" ", codes.list()), context(session)),
                clock.instant().plus(LIFETIME));
    }

    /** Returns the codes that this session has not confirmed. */
    public Uni<NewRecoveryCodes> of(UUID session) {
        return store.of(session, clock.instant())
                .map(found -> found.map(codes -> encryption.decrypt(codes, context(session)))
                        .map(text -> new NewRecoveryCodes(List.of(text.split(" "))))
                        .orElse(NewRecoveryCodes.NONE));
    }

    /** Deletes the codes after the user's confirmation. */
    public Uni<Void> acknowledge(UUID session) {
        return store.delete(session);
    }

    private static String context(UUID session) {
        return "recovery notice " + session;
    }
}
