package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Media types, RFC 9110 section 8.3.1")
class ContentTypeGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/merge-patch+json",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "text/html;charset=\"utf-8\"",
                " text/yaml "
            })
    void these_are(String text) {
        assertThat(ContentTypeGuard.isMediaType(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a type", "text", "text/", "/html", "text/html/more", "a b/c", "text/html; \u0000"})
    void these_are_not(String text) {
        assertThat(ContentTypeGuard.isMediaType(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "text/html, image/gif, *; q=.2, */*; q=.2",
                "text/html,"
            })
    void browsers_and_libraries_accept_these(String accept) {
        assertThat(ContentTypeGuard.areMediaTypes(accept)).isTrue();
    }

    @Test
    void the_same_type_twice_is_what_browsers_make_of_two_headers() {
        assertThat(ContentTypeGuard.isRepeatedJson("application/json, application/json"))
                .isTrue();
        assertThat(ContentTypeGuard.isRepeatedJson("application/json,Application/JSON,application/json"))
                .isTrue();
        for (String other : List.of(
                "application/json",
                "application/json,",
                "application/json, text/plain",
                "text/plain, application/json",
                "text/plain, text/plain",
                "application/json; charset=utf-8, application/json",
                "application/x-www-form-urlencoded, application/x-www-form-urlencoded")) {
            assertThat(ContentTypeGuard.isRepeatedJson(other)).as(other).isFalse();
        }
    }
}
