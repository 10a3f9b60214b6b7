package dev.albireo.credentials.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
    @Test
    void a_page_of_the_list_is_one() {
        assertThat(ReturnPath.of("/auth/two-factor/enable")).contains("/auth/two-factor/enable");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/auth/two-factor/../../evil",
                "/auth/two-factor?x",
                "/auth/logout",
                " /auth/two-factor"
            })
    void anything_else_is_none(String path) {
        assertThat(ReturnPath.of(path)).isEmpty();
    }
}
