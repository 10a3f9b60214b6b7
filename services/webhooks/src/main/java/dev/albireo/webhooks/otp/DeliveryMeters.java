package dev.albireo.webhooks.otp;

import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Retry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts attempts to deliver codes by result, and codes by their final state. */
@Singleton
@Startup
class DeliveryMeters {
    private static final Set<DeliveryOutcome> OUTCOMES =
            EnumSet.complementOf(EnumSet.of(DeliveryOutcome.GONE, DeliveryOutcome.WITHDRAWN));

    private final Map<DeliveryOutcome, Counter> attempts;
    private final Map<DeliveryOutcome, Counter> ends;

    DeliveryMeters(MeterRegistry meters) {
        this.attempts = counters(meters, "albireo.otp.attempts");
        this.ends = counters(meters, "albireo.otp.deliveries");
    }

    private static Map<DeliveryOutcome, Counter> counters(MeterRegistry meters, String name) {
        return OUTCOMES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), outcome -> meters.counter(name, "outcome", outcome.word())));
    }

    /** Counts one attempt, which is the last of its delivery unless another one follows. */
    void tried(DeliveryResult result) {
        Objects.requireNonNull(attempts.get(result.outcome())).increment();
        if (!(result instanceof Retry)) {
            Objects.requireNonNull(ends.get(result.outcome())).increment();
        }
    }

    /** Counts codes that expired before they were delivered. */
    void expired(int codes) {
        Objects.requireNonNull(ends.get(DeliveryOutcome.EXPIRED)).increment(codes);
    }
}
