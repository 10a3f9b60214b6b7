package dev.albireo.webhooks.delivery;

import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Retry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts attempts to deliver codes, mails or events by result, and these by their final state. */
public final class DeliveryMeters {
    private static final Set<DeliveryOutcome> OUTCOMES =
            EnumSet.complementOf(EnumSet.of(DeliveryOutcome.GONE, DeliveryOutcome.WITHDRAWN));

    private final Map<DeliveryOutcome, Counter> attempts;
    private final Map<DeliveryOutcome, Counter> ends;

    /** @param what what is delivered: {@code otp} or {@code mail} */
    public DeliveryMeters(MeterRegistry meters, String what) {
        this(meters, what, OUTCOMES);
    }

    /**
     * @param what what is delivered
     * @param outcomes those that an attempt can have
     */
    public DeliveryMeters(MeterRegistry meters, String what, Set<DeliveryOutcome> outcomes) {
        this.attempts = counters(meters, "albireo." + what + ".attempts", outcomes);
        this.ends = counters(meters, "albireo." + what + ".deliveries", outcomes);
    }

    private static Map<DeliveryOutcome, Counter> counters(
            MeterRegistry meters, String name, Set<DeliveryOutcome> outcomes) {
        return outcomes.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), outcome -> meters.counter(name, "outcome", outcome.word())));
    }

    /** Counts one attempt, which is the last of its delivery unless another one follows. */
    public void tried(DeliveryResult result) {
        Objects.requireNonNull(attempts.get(result.outcome())).increment();
        if (!(result instanceof Retry)) {
            Objects.requireNonNull(ends.get(result.outcome())).increment();
        }
    }

    /** Counts what expired before it was delivered. */
    public void expired(int number) {
        Objects.requireNonNull(ends.get(DeliveryOutcome.EXPIRED)).increment(number);
    }
}
