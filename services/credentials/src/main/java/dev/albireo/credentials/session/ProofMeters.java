package dev.albireo.credentials.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts successful and failed authentications: as a first factor, or as a further proof. */
@Singleton
@Startup
public class ProofMeters {
    /** The kind of the proof. */
    public enum Factor {
        PASSWORD,
        PASSKEY,
        /** The code of an application. */
        TOTP,
        DELIVERED_CODE,
        RECOVERY_CODE,
        /** The code of an administrator, which is no proof but is guessed like one. */
        ENROLMENT_CODE,
        /** Six wrong digits, which may be of an application or delivered. */
        CODE
    }

    /** The result. */
    public enum Result {
        PROVED,
        WRONG,
        /** Too many wrong ones before; this one was not verified. */
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
                ofFactor.put(result, meters.counter(name, "factor", tag(factor), "result", tag(result)));
            }
            counters.put(factor, ofFactor);
        }
        return counters;
    }

    /** Counts the start of a session, or the attempt. */
    public void login(Factor factor, Result result) {
        count(logins, factor, result);
    }

    /** Counts a further proof in a session, or the attempt. */
    public void further(Factor factor, Result result) {
        count(further, factor, result);
    }

    /** Counts the lock of an account's codes. */
    public void locked() {
        locks.increment();
    }

    private static void count(Map<Factor, Map<Result, Counter>> counters, Factor factor, Result result) {
        Map<Result, Counter> ofFactor = counters.get(factor);
        Counter counter = ofFactor == null ? null : ofFactor.get(result);
        if (counter == null) {
            throw new IllegalArgumentException("not a first factor: " + factor);
        }
        counter.increment();
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
