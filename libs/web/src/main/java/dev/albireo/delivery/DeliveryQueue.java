package dev.albireo.delivery;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Makes deliveries concurrently within the two {@link DeliveryLimitsConfig}, which hold over all replicas: the claim
 * counts the deliveries in progress in the database and claims no more than there is capacity for, those of the receivers with the fewest
 * in progress first. A delivery in progress that ends makes room for the next one, so a slow receiver delays its own deliveries alone.
 *
 * @param <T> one attempt to deliver
 */
public final class DeliveryQueue<T> {
    private static final Logger LOG = Logger.getLogger(DeliveryQueue.class);

    private final Deliveries<T> deliveries;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean more;

    /**
     * The result of a claim.
     *
     * @param attempts the deliveries that are to be made now
     * @param more whether other deliveries are due, for which there was no capacity
     */
    public record ClaimedDeliveries<T>(List<T> attempts, boolean more) {
        public ClaimedDeliveries {
            attempts = List.copyOf(attempts);
        }
    }

    /** Creates a queue of these. */
    public DeliveryQueue(Deliveries<T> deliveries) {
        this.deliveries = deliveries;
    }

    /** Claims once, and completes when the claimed deliveries were attempted. */
    public Uni<Void> deliver() {
        return Uni.createFrom().deferred(deliveries::claim).chain(this::attempted);
    }

    /** Begins to deliver what is due, without waiting for it. Calls during a claim lead to one more claim after it. */
    public void wakeUp() {
        if (calls.getAndIncrement() == 0) {
            var _ = Uni.createFrom()
                    .deferred(deliveries::claim)
                    .onTermination()
                    .invoke(this::claimed)
                    .chain(this::attempted)
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("deliveries not claimed cause=%s", failure.toString()));
        }
    }

    private void claimed() {
        if (calls.getAndSet(0) > 1) {
            wakeUp();
        }
    }

    private Uni<Void> attempted(ClaimedDeliveries<T> claimed) {
        more = claimed.more();
        return claimed.attempts().isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(claimed.attempts().stream().map(this::attempted).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private Uni<Void> attempted(T attempt) {
        return recorded(attempt).onTermination().invoke(() -> {
            if (more) {
                wakeUp();
            }
        });
    }

    /** Never fails: a delivery whose result cannot be recorded is claimed again when this claim ends. */
    private Uni<Void> recorded(T attempt) {
        return deliveries
                .attempt(attempt)
                .chain(result -> deliveries.record(attempt, result))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "delivery result not recorded %s cause=%s", deliveries.describe(attempt), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
