package dev.albireo.oauth.restore;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Runs the recovery of {@link GrantRestoreConfig}, before this replica accepts requests. */
@ApplicationScoped
class GrantRestoreRecovery {
    private static final int FIRST = 100;
    private final GrantRestoreConfig config;
    private final GrantRestoreStore store;
    private final Clock clock;

    GrantRestoreRecovery(GrantRestoreConfig config, GrantRestoreStore store, Clock clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
    }

    void onStart(@Observes @Priority(FIRST) StartupEvent started) throws Throwable {
        Optional<Instant> at = config.at().map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        if (at.isPresent()
                && VertxContextSupport.subscribeAndAwait(() -> store.endSessions(at.get(), clock.instant()))) {
            Log.warnf("restore recovery ended all sessions that began before at=%s", at.get());
        }
    }
}
