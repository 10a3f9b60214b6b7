package dev.albireo.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 appendix B, application/x-www-form-urlencoded")
class UrlEncodedTest {
    @Test
    void appendix_B_the_example_of_the_rfc() {
        assertThat(parse("value=+%25%26%2B%C2%A3%E2%82%AC")).isEqualTo(Map.of("value", List.of(" %&+\u00a3\u20ac")));
    }

    @Test
    void names_may_repeat_lack_a_value_or_be_empty() {
        assertThat(parse("&a=1&b&a=2=3&&=x&c="))
                .isEqualTo(Map.of("a", List.of("1", "2=3"), "b", List.of(""), "", List.of("x"), "c", List.of("")));
        assertThat(parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%E9t%E9", "%FF", "%C3", "%C3%28", "%ED%A0%80", "100%", "%4", "%zz", "%+1", "\u00e9"})
    void what_is_not_percent_encoded_utf_8_is_not_whole(String value) {
        assertThat(Form.of(parse("a=" + value)).isWhole()).isFalse();
        assertThat(Form.of(parse(value + "=a")).isWhole()).isFalse();
    }

    @Test
    void characters_that_came_as_they_are_or_as_surrogate_pairs_are_whole() {
        String text = "\u00e9\ud83d\ude00";

        assertThat(UrlEncoded.parse(("a=" + text).getBytes(UTF_8))).containsEntry("a", List.of(text));
        assertThat(Form.of(parse("a=%F0%9F%98%80")).isWhole()).isTrue();
    }

    private static Map<String, List<String>> parse(String text) {
        return UrlEncoded.parse(text.getBytes(ISO_8859_1));
    }
}
