package dev.albireo.webhooks.otp;

import dev.albireo.webhooks.otp.OtpDeliveryResult.RetryCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts attempts to deliver codes by result, and codes by their final state. */
@Singleton
@Startup
class DeliveryMeters {
    private static final Set<String> OUTCOMES = Set.of(
            OtpDeliveryResult.DELIVERED,
            OtpDeliveryResult.REFUSED,
            OtpDeliveryResult.TIMEOUT,
            OtpDeliveryResult.UNREACHABLE,
            OtpDeliveryResult.UNREADABLE,
            OtpDeliveryResult.FILTERED,
            OtpDeliveryResult.EXPIRED);

    private final Map<String, Counter> attempts;
    private final Map<String, Counter> ends;

    DeliveryMeters(MeterRegistry meters) {
        this.attempts = counters(meters, "albireo.otp.attempts");
        this.ends = counters(meters, "albireo.otp.deliveries");
    }

    private static Map<String, Counter> counters(MeterRegistry meters, String name) {
        return OUTCOMES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), outcome -> meters.counter(name, "outcome", outcome)));
    }

    /** Counts one attempt, which is the last of its delivery unless another one follows. */
    void tried(OtpDeliveryResult result) {
        Objects.requireNonNull(attempts.get(result.word())).increment();
        if (!(result instanceof RetryCode)) {
            Objects.requireNonNull(ends.get(result.word())).increment();
        }
    }

    /** Counts codes that expired before they were delivered. */
    void expired(int codes) {
        Objects.requireNonNull(ends.get(OtpDeliveryResult.EXPIRED)).increment(codes);
    }
}
