package dev.albireo.systemtests.chaos;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;

/**
 * Something that goes away under load and comes back.
 *
 * @param name for people
 * @param excuses which failed requests are no broken promise
 * @param goes returns when it is gone
 * @param comes returns when it is back
 */
record Disturbance(String name, Excuse excuses, Runnable goes, Runnable comes) {
    /** What callers may notice. */
    enum Excuse {
        /** Nothing at all. */
        NOTHING,
        /** The answer to a request that was under way when it went. */
        IN_FLIGHT,
        /** Answers that say that the server cannot answer now: 503 with {@code Retry-After}. */
        UNAVAILABLE
    }

    /** One process of a service that is told to end, then replaced. */
    static Disturbance stop(RunningService process) {
        return new Disturbance(process.name() + ", TERM", Excuse.NOTHING, process::stop, process::start);
    }

    /** One process of a service that crashes, then is replaced. */
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
