package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3986 section 2.3, a path segment that equals its encoding")
class PathSegmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"my-app", "a.b", "...", "~x", "A_9"})
    void unreserved_characters_stand_for_themselves(String text) {
        assertThat(PathSegment.of(text)).map(PathSegment::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "v;x", "a/b", "a\\b", "%2e", "a b", "ü", "a?b", "a#b", "a:b", "a+b", "a\u0000", "{id}"
            })
    void what_needs_an_encoding_or_means_another_path_is_none(String text) {
        assertThat(PathSegment.of(text)).isEmpty();
    }

    @Test
    void an_id_is_always_one() {
        UUID id = new UUID(0, 7);
        assertThat(PathSegment.of(id)).hasToString(id.toString());
        assertThat(PathSegment.of(id.toString())).contains(PathSegment.of(id));
    }
}
