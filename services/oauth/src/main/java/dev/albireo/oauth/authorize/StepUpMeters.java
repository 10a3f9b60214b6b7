package dev.albireo.oauth.authorize;

import dev.albireo.policy.Reason;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.RefusalMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Counts requests that required a missing second factor, by the rules that applied. */
@Singleton
@Startup
class StepUpMeters {
    private final Map<Reason, Counter> record = new EnumMap<>(Reason.class);

    StepUpMeters(MeterRegistry meters, RefusalMeters refusals) {
        for (Reason reason : Reason.values()) {
            record.put(
                    reason,
                    meters.counter(
                            "albireo.step.ups",
                            "reason",
                            reason.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        refusals.expect(
                AuthorizationResponses.ENDPOINT,
                EnumSet.of(
                        OAuthError.INVALID_REQUEST,
                        OAuthError.INVALID_SCOPE,
                        OAuthError.ACCESS_DENIED,
                        OAuthError.LOGIN_REQUIRED,
                        OAuthError.INTERACTION_REQUIRED,
                        OAuthError.CONSENT_REQUIRED));
    }

    /** Counts one decision by the rules that applied; has no effect if there were none. */
    void record(Set<Reason> reasons) {
        for (Reason reason : reasons) {
            Objects.requireNonNull(record.get(reason)).increment();
        }
    }
}
