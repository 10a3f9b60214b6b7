package dev.albireo.admin.deadletter;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.DeadLetters;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Hands dead letters to their service again. The service processes each like an event that arrives, and reports on the dead-letter topic
 * whether it has succeeded; a letter stays in the list until then. To replay one twice is harmless, because consumers are idempotent.
 */
@Singleton
class ReplayDeadLetters {
    static final int MAX = 500;

    private static final Logger LOG = Logger.getLogger(ReplayDeadLetters.class);

    private final DeadLetterRepository repository;
    private final DeadLetters topic;
    private final Audit audit;
    private final Clock clock;

    ReplayDeadLetters(DeadLetterRepository repository, DeadLetters topic, Audit audit, Clock clock) {
        this.repository = repository;
        this.topic = topic;
        this.audit = audit;
        this.clock = clock;
    }

    /** Replays all letters of this list; rejects with {@code NOT_FOUND} if one of them does not exist. */
    Uni<List<DeadLetterRecord>> some(String actor, List<String> ids) {
        Set<String> wanted = Set.copyOf(ids);
        if (wanted.isEmpty() || wanted.size() > MAX) {
            throw Problem.UNPROCESSABLE.because("ids: 1 to " + MAX + " ids are required", "ids");
        }
        return repository
                .replay(List.copyOf(wanted), clock.instant(), deadLetter -> audited(actor, deadLetter))
                .invoke(found -> requireAll(wanted, found))
                .call(this::send);
    }

    /** Replays up to {@link #MAX} letters of one service or of all, the oldest first. */
    Uni<List<DeadLetterRecord>> oldest(String actor, Optional<String> service) {
        return repository
                .replayOldest(service, MAX, clock.instant(), deadLetter -> audited(actor, deadLetter))
                .call(this::send);
    }

    private static void requireAll(Set<String> wanted, List<DeadLetterRecord> found) {
        Set<String> known = found.stream().map(deadLetter -> deadLetter.id).collect(Collectors.toSet());
        wanted.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Problem.NOT_FOUND.because("dead letter not found, or processed meanwhile: " + id, "ids");
        });
    }

    private Uni<Void> send(List<DeadLetterRecord> letters) {
        return letters.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(letters.stream()
                                .map(DeadLetterRecord::letter)
                                .map(topic::replay)
                                .toList())
                        .andFailFast()
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(failure -> LOG.warnf("dead letters not replayed cause=%s", failure.toString()))
                        .onFailure()
                        .transform(failure -> Problem.UNAVAILABLE.because(
                                "the event broker is unreachable; replay the letters again"));
    }

    private AuditRecorded audited(String actor, DeadLetterRecord deadLetter) {
        return audit.success(
                actor,
                AuditAction.DEAD_LETTER_REPLAY,
                deadLetter.id,
                Map.of("topic", deadLetter.topic, "position", deadLetter.position),
                null);
    }
}
