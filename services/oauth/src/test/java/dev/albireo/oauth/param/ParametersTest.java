package dev.albireo.oauth.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void words_are_separated_by_spaces_and_each_counts_once() {
        assertThat(Parameters.values(" a  b a ")).containsExactly("a", "b");
        assertThat(Parameters.values("")).isEmpty();
    }

    @Test
    void text_of_any_script_passes() {
        assertThat(Parameters.isText("é ñ 漢 😀")).isTrue();
    }

    @Test
    void what_no_column_takes_is_refused() {
        for (String bad : List.of("a\u0000b", "a\nb", "\ud800", "x".repeat(8193))) {
            assertThatThrownBy(() -> Parameters.checked(Form.of(Map.of("state", List.of("s", bad)))))
                    .isInstanceOf(OAuthRefusal.class)
                    .hasMessageStartingWith("state contains a control character");
        }
    }

    @Test
    void RFC_6749_section_3_1_hints_and_unrecognized_parameters_are_ignored_whatever_is_in_them() {
        for (String bad : List.of("a\u0000b", "a\nb", "\ud800", "x".repeat(8193))) {
            Form form = Form.of(
                    Map.of("p", List.of(bad), bad, List.of("v"), "login_hint", List.of(bad), "q", List.of("v")));

            assertThat(Parameters.checked(form).names()).containsExactly("q");
        }
    }

    @Test
    void RFC_6749_section_3_1_a_repeated_parameter_is_ignored_if_it_is_not_recognized() {
        Form form = Form.of(Map.of("utm", List.of("1", "2"), "q", List.of("v")));

        assertThat(Parameters.checked(form).withoutRepeats().names()).containsExactly("q");
        for (String known : List.of("scope", "login_hint", "logout_hint", "ui_locales")) {
            assertThatThrownBy(() -> Parameters.checked(Form.of(Map.of(known, List.of("1", "2"))))
                            .withoutRepeats())
                    .isInstanceOf(OAuthRefusal.class);
        }
    }
}
