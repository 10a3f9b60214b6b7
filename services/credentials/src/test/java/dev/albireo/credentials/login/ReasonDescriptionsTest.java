package dev.albireo.credentials.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.policy.Reason;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonDescriptionsTest {
    /** Each message is its key. */
    private static final LoginMessages TEXTS = (LoginMessages) Proxy.newProxyInstance(
            LoginMessages.class.getClassLoader(),
            new Class<?>[] {LoginMessages.class},
            (bundle, message, values) -> message.getName());

    @ParameterizedTest
    @EnumSource(Reason.class)
    void every_reason_has_a_sentence(Reason reason) {
        assertThat(ReasonDescriptions.of(TEXTS, List.of(reason.name()), "Shop")).hasSize(1);
    }

    @Test
    void a_reason_of_a_newer_release_is_left_out() {
        assertThat(ReasonDescriptions.of(TEXTS, List.of("MOON_PHASE"), "Shop")).isEmpty();
    }

    @Test
    void no_two_say_the_same() {
        List<String> all = Arrays.stream(Reason.values()).map(Reason::name).toList();
        assertThat(ReasonDescriptions.of(TEXTS, all, "Shop")).hasSize(Reason.values().length);
    }
}
