package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8707: the resources that a client may request")
class ResourceIndicatorsTest {
    @Test
    void section_2_several_may_be_named_and_each_counts_once() {
        assertThat(ResourceIndicators.named(form("https://a.example/", "https://b.example/?q=1", "https://a.example/")))
                .containsExactly("https://a.example/", "https://b.example/?q=1");
        assertThat(ResourceIndicators.named(form())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example",
                "/path",
                "//a.example/x",
                "https://a.example/#top",
                "https://a.example/#",
                "::",
                "albireo-admin",
                "albireo-admin:x"
            })
    void section_2_it_must_be_absolute_and_without_a_fragment(String resource) {
        assertThatThrownBy(() -> ResourceIndicators.named(form(resource)))
                .isInstanceOf(OAuthRefusal.class)
                .extracting(refusal -> ((OAuthRefusal) refusal).error().code())
                .isEqualTo("invalid_target");
    }

    @Test
    void there_is_an_end_to_them() {
        String[] many =
                IntStream.range(0, 11).mapToObj(i -> "https://a.example/" + i).toArray(String[]::new);

        assertThatThrownBy(() -> ResourceIndicators.named(form(many))).isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> ResourceIndicators.named(form("https://a.example/" + "x".repeat(500))))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void section_2_2_what_comes_of_a_grant_is_for_all_of_it_or_for_fewer() {
        List<String> granted = List.of("https://a.example/", "https://b.example/");

        assertThat(ResourceIndicators.narrowed(form(), granted)).isEqualTo(granted);
        assertThat(ResourceIndicators.narrowed(form("https://b.example/"), granted))
                .containsExactly("https://b.example/");
        assertThatThrownBy(() -> ResourceIndicators.narrowed(form("https://c.example/"), granted))
                .isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> ResourceIndicators.narrowed(form("https://a.example/"), List.of()))
                .isInstanceOf(OAuthRefusal.class);
    }

    private static Form form(String... resources) {
        return Form.of(Map.of("resource", List.of(resources)));
    }
}
