package dev.albireo.credentials.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How often people proved who they are, and failed to: as the first thing they do, or as a further proof. */
@Singleton
@Startup
public class ProofMeters {
    /** What was shown. */
    public enum Factor {
        PASSWORD,
        PASSKEY,
        /** The code of an application. */
        TOTP,
        DELIVERED_CODE,
        RECOVERY_CODE,
        /** Six digits that were no good: nobody can say whether of an application or delivered. */
        CODE
    }

    /** What came of it. */
    public enum Result {
        PROVED,
        WRONG,
        /** Too many wrong ones before; this one was not looked at. */
        TOO_MANY
    }

    private final Map<Factor, Map<Result, Counter>> logins;
    private final Map<Factor, Map<Result, Counter>> further;
    private final Counter locks;

    ProofMeters(MeterRegistry meters) {
        this.logins = counters(meters, "albireo.logins", Factor.PASSWORD, Factor.PASSKEY);
        this.further = counters(meters, "albireo.second.factors", Factor.values());
        this.locks = meters.counter("albireo.second.factor.locks");
    }

    private static Map<Factor, Map<Result, Counter>> counters(MeterRegistry meters, String name, Factor... factors) {
        Map<Factor, Map<Result, Counter>> counters = new EnumMap<>(Factor.class);
        for (Factor factor : factors) {
            Map<Result, Counter> ofFactor = new EnumMap<>(Result.class);
            for (Result result : Result.values()) {
                ofFactor.put(result, meters.counter(name, "factor", word(factor), "result", word(result)));
            }
            counters.put(factor, ofFactor);
        }
        return counters;
    }

    /** Somebody began a session, or tried to. */
    public void login(Factor factor, Result result) {
        count(logins, factor, result);
    }

    /** Somebody who is here proved one thing more, or tried to. */
    public void further(Factor factor, Result result) {
        count(further, factor, result);
    }

    /** An account's codes are locked from now on. */
    public void locked() {
        locks.increment();
    }

    private static void count(Map<Factor, Map<Result, Counter>> counters, Factor factor, Result result) {
        Map<Result, Counter> ofFactor = counters.get(factor);
        Counter counter = ofFactor == null ? null : ofFactor.get(result);
        if (counter == null) {
            throw new IllegalArgumentException("nobody signs in with " + factor);
        }
        counter.increment();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
