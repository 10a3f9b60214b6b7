package dev.albireo.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoSessionsTest {
    private final DemoSessions visitors = new DemoSessions();

    @Test
    void an_answer_is_accepted_once() {
        PendingSignIn pending = PendingSignIn.begin(SignInOption.PLAIN);
        String cookie = visitors.remember(pending);

        assertThat(visitors.takePending(cookie)).contains(pending);
        assertThat(visitors.takePending(cookie)).isEmpty();
    }

    @Test
    void an_unknown_session_has_no_user() {
        visitors.remember(new ValidatedSignIn(SignInOption.PLAIN, "", Map.of(), Map.of(), ""));

        assertThat(visitors.signedIn(null)).isEmpty();
        assertThat(visitors.signedIn("guessed")).isEmpty();
    }

    @Test
    void memory_is_bounded() {
        String first = visitors.remember(PendingSignIn.begin(SignInOption.PLAIN));
        IntStream.range(0, 500).forEach(n -> visitors.remember(PendingSignIn.begin(SignInOption.PLAIN)));

        assertThat(visitors.takePending(first)).isEmpty();
    }

    @Test
    void every_beginning_has_its_own_secrets() {
        PendingSignIn one = PendingSignIn.begin(SignInOption.PLAIN);
        PendingSignIn other = PendingSignIn.begin(SignInOption.PLAIN);

        assertThat(one.state()).isNotEqualTo(other.state());
        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.verifier()).isNotEqualTo(other.verifier());
    }
}
