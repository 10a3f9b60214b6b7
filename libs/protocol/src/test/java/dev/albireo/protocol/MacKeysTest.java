package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keys of which one signs and all verify")
class MacKeysTest {
    private final MacKeys before = MacKeys.ofBase64(key(1), List.of());
    private final MacKeys prepared = MacKeys.ofBase64(key(1), List.of(key(2)));
    private final MacKeys rotated = MacKeys.ofBase64(key(2), List.of(key(1)));
    private final MacKeys after = MacKeys.ofBase64(key(2), List.of());

    @Test
    void replicas_at_two_neighbouring_steps_of_a_rotation_accept_each_other() {
        for (List<MacKeys> pair :
                List.of(List.of(before, prepared), List.of(prepared, rotated), List.of(rotated, after))) {
            MacKeys one = pair.getFirst();
            MacKeys other = pair.getLast();
            assertThat(one.matches(other.tag("a", "b"), "a", "b")).isTrue();
            assertThat(other.matches(one.tag("a", "b"), "a", "b")).isTrue();
            assertThat(one.matchesShort(other.shortTag("a"), "a")).isTrue();
        }
    }

    @Test
    void one_that_skips_a_step_is_not_accepted() {
        assertThat(before.matches(rotated.tag("a"), "a")).isFalse();
    }

    @Test
    void a_key_that_is_not_listed_is_not_accepted() {
        assertThat(after.matches(before.tag("a"), "a")).isFalse();
        assertThat(before.matchesShort(after.shortTag("a"), "a")).isFalse();
    }

    @Test
    void an_earlier_key_that_is_none_is_refused_and_not_shown() {
        assertThatThrownBy(() -> MacKeys.ofBase64(key(1), List.of("c2hvcnQ=")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2hvcnQ=");
    }

    private static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
