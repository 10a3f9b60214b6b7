package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("threat 38: networks take turns before the hash")
class FairQueueTest {
    @Test
    void one_of_a_quiet_network_waits_for_one_of_a_loud_one() throws InterruptedException {
        FairQueue<String> queue = new FairQueue<>(100, 50);
        for (int i = 0; i < 40; i++) {
            assertThat(queue.offer("loud", "loud " + i)).isEmpty();
        }
        queue.offer("quiet", "quiet");

        assertThat(List.of(queue.take(), queue.take(), queue.take())).containsExactly("loud 0", "quiet", "loud 1");
    }

    @Test
    void a_share_has_a_bound_of_its_own() {
        FairQueue<String> queue = new FairQueue<>(100, 2);
        queue.offer("loud", "1");
        queue.offer("loud", "2");

        assertThat(queue.offer("loud", "3")).contains("3");
        assertThat(queue.offer("quiet", "1")).isEmpty();
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void where_all_is_full_the_loudest_makes_room() throws InterruptedException {
        FairQueue<String> queue = new FairQueue<>(3, 3);
        queue.offer("loud", "1");
        queue.offer("loud", "2");
        queue.offer("loud", "3");

        assertThat(queue.offer("quiet", "quiet")).contains("3");
        assertThat(queue.offer("other", "other")).contains("2");
        assertThat(queue.offer("another", "another")).contains("another");
        List<String> taken = new ArrayList<>();
        while (queue.size() > 0) {
            taken.add(queue.take());
        }
        assertThat(taken).containsExactlyInAnyOrder("1", "quiet", "other");
    }
}
