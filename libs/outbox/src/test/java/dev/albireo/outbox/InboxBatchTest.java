package dev.albireo.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.Topic;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Events that a service applies in batches")
class InboxBatchTest extends InboxScenario {
    @Test
    void a_batch_is_handed_on_at_once_in_its_order() {
        Batches handler = new Batches(event -> false);

        applyAll(handler, record("1", DATA), record("2", DATA), record("3", DATA));

        assertThat(handler.together).containsExactly(List.of("1", "2", "3"));
        assertThat(handler.alone).isEmpty();
        assertThat(count("albireo.events.applied")).isEqualTo(3);
    }

    @Test
    void an_event_that_cannot_be_processed_stops_no_other_of_its_batch() {
        Batches handler = new Batches(event -> event.equals("2"));

        applyAll(handler, record("1", DATA), record("2", DATA), record("3", DATA));

        assertThat(handler.together).hasSize(1);
        assertThat(handler.alone).containsExactly("1", "3");
        assertThat(dead)
                .singleElement()
                .satisfies(message -> assertThat(
                                DeadLetter.read(received(message)).orElseThrow().id())
                        .isEqualTo("oauth.2"));
    }

    @Test
    void of_a_batch_what_is_not_authentic_or_does_not_parse_is_left_out() {
        Batches handler = new Batches(event -> false);

        applyAll(
                handler,
                record("1", DATA),
                with(record("2", DATA), "s", DATA.replace("\"c\"", "\"d\"")),
                record("3", "{"),
                record("4", DATA));

        assertThat(handler.together).containsExactly(List.of("1", "4"));
        assertThat(count("albireo.events.dropped")).isEqualTo(1);
        assertThat(count("albireo.events.dead")).isEqualTo(1);
    }

    @Test
    void a_batch_is_processed_although_the_database_was_away() {
        AtomicInteger tries = new AtomicInteger();
        Batches handler = new Batches(event -> tries.incrementAndGet() < 3) {
            @Override
            Throwable failure() {
                return new RuntimeException(new ConnectException("refused"));
            }
        };

        applyAll(handler, record("1", DATA), record("2", DATA));

        assertThat(handler.alone).containsExactly("1", "2");
        assertThat(dead).isEmpty();
    }

    /** A handler of batches that cannot process some events. */
    private static class Batches implements EventHandler {
        private final List<List<String>> together = new ArrayList<>();
        private final List<String> alone = new ArrayList<>();
        private final Predicate<String> fails;

        Batches(Predicate<String> fails) {
            this.fails = fails;
        }

        Throwable failure() {
            return new IllegalStateException("never");
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.TWO_FACTOR);
        }

        @Override
        public Uni<Void> handle(ReceivedMessage received) {
            if (fails.test(received.id())) {
                return Uni.createFrom().failure(failure());
            }
            alone.add(received.id());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> handleAll(List<ReceivedMessage> received) {
            together.add(received.stream().map(ReceivedMessage::id).toList());
            return received.stream().map(ReceivedMessage::id).anyMatch(fails)
                    ? Uni.createFrom().failure(failure())
                    : Uni.createFrom().voidItem();
        }
    }

    @SafeVarargs
    private void applyAll(Batches handler, ConsumerRecord<String, byte[]>... records) {
        inbox.applyAll(List.of(records), handler).await().atMost(Duration.ofSeconds(20));
    }
}
