package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/users/v;x/password",
                "/internal/users/v;/password",
                "/login;jsessionid=1",
                "/internal/users/v%3Bx",
                "/internal/users/../keys",
                "/internal/users/.",
                "/internal/users/%2e%2E/keys",
                "/internal/users/.%2e",
                "/User/a%2fb",
                "/User/a%5Cb",
                "/User/a\\b"
            })
    void a_path_that_can_be_read_in_two_ways_is_ambiguous(String path) {
        assertThat(PathGuard.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/.well-known/openid-configuration",
                "/User/a.b",
                "/User/...",
                "/User/a%20b",
                "/assets/a/b.c.css"
            })
    void others_are_not(String path) {
        assertThat(PathGuard.isAmbiguous(path)).isFalse();
    }
}
