package dev.albireo.credentials.session;

import dev.albireo.events.SessionState;
import dev.albireo.policy.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts started sessions, the reasons for a second factor that is missing at the start, and the reasons of their end. */
@Singleton
@Startup
class SessionMeters {
    private static final Set<String> REASONS =
            Set.of(SessionState.LOGOUT, SessionState.REPLACED, SessionState.DISABLED, SessionState.REVOKED);

    private final Counter started;
    private final Map<Reason, Counter> stepUps = new EnumMap<>(Reason.class);
    private final Map<String, Counter> ended;

    SessionMeters(MeterRegistry meters) {
        this.started = meters.counter("albireo.sessions.started");
        this.ended = REASONS.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), reason -> meters.counter("albireo.sessions.ended", "reason", reason)));
        for (Reason reason : Reason.values()) {
            stepUps.put(reason, meters.counter("albireo.step.ups", "reason", tag(reason)));
        }
    }

    /** Counts a started session; these reasons require a second factor in it. */
    void started(Set<Reason> missing) {
        started.increment();
        missing.forEach(reason -> count(stepUps, reason));
    }

    /** Counts an ended session, by one of the reasons of {@link SessionState}. */
    void ended(String reason) {
        count(ended, reason);
    }

    /** Counts sessions that ended together. */
    void ended(String reason, int number) {
        Counter counter = ended.get(reason);
        if (counter != null) {
            counter.increment(number);
        }
    }

    private static <K> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String tag(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
