package dev.albireo.credentials.audit;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Audit;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Audits refused acts of users who have not proved who they are, in a number of records that does not grow with the number of attempts.
 * Attempts are counted by action, reason, network and minute: each of the first {@link #RECORDED_EACH} has a record of its own, the others
 * of that minute have one record with their number ({@code attempts}), written when the minute is over.
 */
@ApplicationScoped
public class AnonymousFailures {
    static final int RECORDED_EACH = 5;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BATCH = 500;

    private final AnonymousFailureStore store;
    private final Audit audit;
    private final Clock clock;

    AnonymousFailures(AnonymousFailureStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Counts an attempt and records it if it is one of the first; records each attempt of which no address is known. */
    public Uni<Void> add(AuditAction action, @Nullable String target, String why, @Nullable String address) {
        AuditRecorded attempt = audit.refused(Audit.ANONYMOUS, action, target, Map.of("why", why), address);
        return address != null
                ? store.add(attempt, why, address, attempt.at().truncatedTo(ChronoUnit.MINUTES), RECORDED_EACH)
                : audit.record(attempt);
    }

    /** Records the attempts of minutes that are over and have no record of their own. Replicas share the work. */
    @Scheduled(every = "1m", delayed = "1m", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> recordCounts() {
        return store.end(clock.instant().minus(MINUTE), BATCH, this::recordOf)
                .chain(ended ->
                        ended == BATCH ? recordCounts() : Uni.createFrom().voidItem());
    }

    private AuditRecorded recordOf(AnonymousFailureStore.Counted counted) {
        Map<String, String> detail = Map.of(
                "why", counted.why(),
                "attempts", Long.toString(counted.attempts() - RECORDED_EACH),
                "since", counted.minute().toString());
        return audit.refused(Audit.ANONYMOUS, counted.action(), null, detail, counted.address());
    }
}
