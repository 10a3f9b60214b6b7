package dev.albireo.systemtests.chaos;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;

/**
 * A failure under load and its end.
 *
 * @param name its name in the report
 * @param excuses the failed requests that are no broken promise
 * @param goes returns when the failure has taken effect
 * @param comes returns when it has ended
 */
record Disturbance(String name, Excuse excuses, Runnable goes, Runnable comes) {
    /** The failures that callers may notice. */
    enum Excuse {
        /** None. */
        NOTHING,
        /** The response to a request that was in flight when it failed. */
        IN_FLIGHT,
        /** Responses that report a temporary failure: 503 with {@code Retry-After}. */
        UNAVAILABLE
    }

    /** Returns a graceful stop of one process of a service, which is then replaced. */
    static Disturbance stop(RunningService process) {
        return new Disturbance(process.name() + ", TERM", Excuse.NOTHING, process::stop, process::start);
    }

    /** Returns a crash of one process of a service, which is then replaced. */
    static Disturbance kill(RunningService process) {
        return new Disturbance(process.name() + ", KILL", Excuse.IN_FLIGHT, process::kill, process::start);
    }

    static Disturbance kafka(Stack stack) {
        return new Disturbance(
                "kafka restarts",
                Excuse.NOTHING,
                () -> stack.kafka().stop(),
                () -> stack.kafka().start());
    }

    static Disturbance postgres(Stack stack) {
        return new Disturbance(
                "postgres restarts",
                Excuse.UNAVAILABLE,
                () -> stack.postgres().stop(),
                () -> stack.postgres().start());
    }
}
