package dev.albireo.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitorsTest {
    private final Visitors visitors = new Visitors();

    @Test
    void an_answer_is_accepted_once() {
        Pending pending = Pending.begin(SignIn.PLAIN);
        String cookie = visitors.remember(pending);

        assertThat(visitors.takePending(cookie)).contains(pending);
        assertThat(visitors.takePending(cookie)).isEmpty();
    }

    @Test
    void a_stranger_is_nobody() {
        visitors.remember(new SignedIn(SignIn.PLAIN, "", Map.of(), Map.of(), ""));

        assertThat(visitors.signedIn(null)).isEmpty();
        assertThat(visitors.signedIn("guessed")).isEmpty();
    }

    @Test
    void memory_is_bounded() {
        String first = visitors.remember(Pending.begin(SignIn.PLAIN));
        IntStream.range(0, 500).forEach(n -> visitors.remember(Pending.begin(SignIn.PLAIN)));

        assertThat(visitors.takePending(first)).isEmpty();
    }

    @Test
    void every_beginning_has_its_own_secrets() {
        Pending one = Pending.begin(SignIn.PLAIN);
        Pending other = Pending.begin(SignIn.PLAIN);

        assertThat(one.state()).isNotEqualTo(other.state());
        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.verifier()).isNotEqualTo(other.verifier());
    }
}
