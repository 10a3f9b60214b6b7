package dev.albireo.delivery;

import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import io.smallrye.mutiny.Uni;

/**
 * What a {@link DeliveryQueue} delivers.
 *
 * @param <T> one attempt to deliver
 */
public interface Deliveries<T> {
    /** Claims due deliveries within the limits, one claim at a time over all replicas. */
    Uni<ClaimedDeliveries<T>> claim();

    /** Attempts a delivery. */
    Uni<DeliveryResult> attempt(T attempt);

    /** Records the result of an attempt. */
    Uni<Void> record(T attempt, DeliveryResult result);

    /** Returns the names and identifiers of the delivery for the log. */
    String describe(T attempt);
}
