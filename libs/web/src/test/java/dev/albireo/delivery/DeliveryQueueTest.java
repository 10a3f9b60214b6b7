package dev.albireo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.delivery.DeliveryResult.Delivered;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A queue of deliveries")
class DeliveryQueueTest {
    private final Deque<String> due = new ArrayDeque<>(List.of("a", "b", "c", "d", "e"));
    private final Deque<UniEmitter<? super DeliveryResult>> inProgress = new ArrayDeque<>();
    private final List<UniEmitter<? super ClaimedDeliveries<String>>> claims = new ArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final List<String> recorded = new ArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final DeliveryQueue<String> queue = new DeliveryQueue<>(new AtMostTwo());

    @Test
    void a_delivery_that_ends_makes_room_for_the_next_until_nothing_is_due() {
        queue.wakeUp();
        assertThat(inProgress).hasSize(2);

        int ended = 0;
        for (; !inProgress.isEmpty(); ended++) {
            inProgress.removeFirst().complete(new Delivered());
            assertThat(inProgress).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(ended).isEqualTo(5);
        assertThat(due).isEmpty();
        assertThat(recorded).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_result_that_cannot_be_recorded_holds_nothing_up() {
        broken.set(true);
        queue.wakeUp();
        inProgress.removeFirst().fail(new IllegalStateException("no network"));
        inProgress.removeFirst().complete(new Delivered());
        assertThat(recorded).isEmpty();

        broken.set(false);
        while (!inProgress.isEmpty()) {
            inProgress.removeFirst().complete(new Delivered());
        }
        assertThat(recorded).containsExactly("c", "d", "e");
    }

    @Test
    void calls_during_a_claim_lead_to_one_more_claim() {
        DeliveryQueue<String> slow = new DeliveryQueue<>(new AtMostTwo() {
            @Override
            public Uni<ClaimedDeliveries<String>> claim() {
                return Uni.createFrom().emitter(running -> claims.add(running));
            }
        });
        for (int i = 0; i < 100; i++) {
            slow.wakeUp();
        }
        assertThat(claims).hasSize(1);

        claims.getFirst().complete(new ClaimedDeliveries<>(List.of(), false));
        assertThat(claims).hasSize(2);
        claims.getLast().complete(new ClaimedDeliveries<>(List.of(), false));
        assertThat(claims).hasSize(2);
    }

    @Test
    void a_claim_that_fails_is_followed_by_others() {
        away.set(true);
        queue.wakeUp();
        assertThat(inProgress).isEmpty();

        away.set(false);
        queue.wakeUp();
        assertThat(inProgress).hasSize(2);
    }

    @Test
    void deliver_completes_when_its_attempts_did() {
        AtomicBoolean done = new AtomicBoolean();
        var _ = queue.deliver().subscribe().with(nothing -> done.set(true));
        assertThat(done).isFalse();
        List.copyOf(inProgress).forEach(attempt -> attempt.complete(new Delivered()));
        assertThat(done).isTrue();
    }

    /** As a store claims: no more than two in progress. */
    private class AtMostTwo implements Deliveries<String> {
        @Override
        public Uni<ClaimedDeliveries<String>> claim() {
            if (away.get()) {
                return Uni.createFrom().failure(new IllegalStateException("no database"));
            }
            List<String> claimed = new ArrayList<>();
            while (!due.isEmpty() && inProgress.size() + claimed.size() < 2) {
                claimed.add(due.removeFirst());
            }
            return Uni.createFrom().item(new ClaimedDeliveries<>(claimed, !due.isEmpty()));
        }

        @Override
        public Uni<DeliveryResult> attempt(String delivery) {
            return Uni.createFrom().emitter(attempt -> inProgress.add(attempt));
        }

        @Override
        public Uni<Void> record(String delivery, DeliveryResult result) {
            if (broken.get()) {
                return Uni.createFrom().failure(new IllegalStateException("no database"));
            }
            recorded.add(delivery);
            return Uni.createFrom().voidItem();
        }

        @Override
        public String describe(String delivery) {
            return "delivery=" + delivery;
        }
    }
}
