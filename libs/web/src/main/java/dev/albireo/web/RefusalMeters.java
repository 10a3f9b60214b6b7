package dev.albireo.web;

import dev.albireo.protocol.OAuthError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Counts error responses by kind and endpoint; labels contain no names of users and no path that a caller made up. */
@Singleton
@Startup
public class RefusalMeters {
    private static final String OAUTH = "albireo.refusals";
    private static final String PROBLEMS = "albireo.problems";
    private static final String PAGES = "albireo.refusal.pages";

    private final MeterRegistry meters;
    private final Map<Problem, Counter> problems = new EnumMap<>(Problem.class);

    RefusalMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Problem problem : Problem.values()) {
            problems.put(problem, meters.counter(PROBLEMS, "problem", problem.slug()));
        }
        page(400, 0);
    }

    /** Registers the counters of an endpoint's errors, with the value zero. */
    public void expect(String endpoint, Set<OAuthError> errors) {
        errors.forEach(error -> counter(endpoint, error).increment(0));
    }

    /**
     * Counts an error response to a client.
     *
     * @param endpoint one of the service's own, never text of a caller
     */
    public void oauth(String endpoint, OAuthError error) {
        counter(endpoint, error).increment();
    }

    /** Counts a response of {@code problem+json}. */
    void problem(Problem problem) {
        Objects.requireNonNull(problems.get(problem)).increment();
    }

    /** Counts an error page. */
    void page(int status) {
        page(status, 1);
    }

    private void page(int status, int times) {
        meters.counter(PAGES, "status", Integer.toString(status)).increment(times);
    }

    private Counter counter(String endpoint, OAuthError error) {
        return meters.counter(OAUTH, "endpoint", endpoint, "error", error.code());
    }
}
