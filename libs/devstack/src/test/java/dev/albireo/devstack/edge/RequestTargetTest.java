package dev.albireo.devstack.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An ambiguous request target is rejected")
class RequestTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/",
                "/account/passkeys/3f2a",
                "/connect/register/a%20b",
                "/assets/oauth/style.9f.css",
                "/.well-known/jwks.json",
                "/authorize?redirect_uri=http%3A%2F%2Flocalhost%2F..%2Fa&scope=a%20b;c//d\\e",
                "/authorize?"
            })
    void ordinary_ones_are_accepted(String target) {
        assertThat(RequestTarget.problem(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//login",
                "/login//2fa",
                "/login//",
                "/account/../internal/users",
                "/..",
                "/account/..",
                "/account/..;/internal",
                "/account/./x",
                "/.",
                "/account/%2e%2e/internal",
                "/account/%2E%2e/internal",
                "/account/.%2e/internal",
                "/%2e/login",
                "/account%2finternal",
                "/account%2Finternal",
                "/account%5cinternal",
                "/account\\internal",
                "/login;jsessionid=1",
                "/login%3Bx",
                "/login%3bx",
                "/login%00",
                "/login%0a",
                "/login%0D%0AX: y",
                "/login%1f",
                "/login%7F",
                "/login%252e",
                "/login%25",
                "/login%",
                "/login%2",
                "/login%zz",
                "/login#x",
                "/login\u0000",
                "/login\n",
                "/login x",
                "/login\u007f",
                "/login?x=\u0001",
                "/caf\u00e9",
                "",
                "*",
                "login",
                "?x",
                "http://localhost/login",
                "localhost:9090"
            })
    void ambiguous_ones_are_refused(String target) {
        assertThat(RequestTarget.problem(target)).isPresent();
    }

    @Test
    void the_query_is_not_part_of_the_path() {
        assertThat(RequestTarget.path("/login?a=/b?c")).isEqualTo("/login");
        assertThat(RequestTarget.path("/login")).isEqualTo("/login");
    }
}
