package dev.albireo.delivery;

import java.time.Instant;

/** The consequence of an attempt for its delivery. */
public sealed interface DeliveryResult {
    /** Returns the outcome of the attempt. */
    DeliveryOutcome outcome();

    /** The receiver has it. */
    record Delivered() implements DeliveryResult {
        @Override
        public DeliveryOutcome outcome() {
            return DeliveryOutcome.DELIVERED;
        }
    }

    /** The next attempt follows at this time. */
    record Retry(DeliveryOutcome outcome, Instant at) implements DeliveryResult {}

    /** No further attempt follows by itself. */
    record Abandoned(DeliveryOutcome outcome) implements DeliveryResult {}
}
