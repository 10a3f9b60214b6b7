package dev.albireo.oauth.client.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Redirect URIs, RFC 9700 section 2.1 and RFC 8252 section 7")
class RedirectUrisTest {
    @ParameterizedTest
    @CsvSource({
        "https://app.example/cb, https://app.example/cb",
        "https://app.example/cb?a=1, https://app.example/cb?a=1",
        "com.example.app:/cb, com.example.app:/cb"
    })
    void the_same_text_matches(String registered, String requested) {
        assertThat(RedirectUris.matches(registered, requested, false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/cb, https://app.example/cb/",
        "https://app.example/cb, https://app.example/cb?x=1",
        "https://app.example/cb, https://APP.example/cb",
        "https://app.example/cb, https://app.example:443/cb",
        "https://app.example/cb, https://app.example/cb/../evil",
        "https://app.example/cb, https://app.example.evil.example/cb",
        "https://app.example/cb, http://app.example/cb",
        "https://app.example/cb, https://app.example/%63b",
        "http://localhost/cb, http://127.0.0.1:4000/cb",
        "http://localhost/cb, http://localhost.evil.example:4000/cb",
        "http://127.0.0.1/cb, https://127.0.0.1:4000/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:4000/other",
        "http://127.0.0.1/cb, http://127.0.0.1:4000@evil.example/cb",
        "http://127.0.0.1/cb, http://127.0.0.1.evil.example:4000/cb",
        "http://127.0.0.1/cb, http://[::1]:4000/cb"
    })
    void any_other_text_does_not(String registered, String requested) {
        assertThat(RedirectUris.matches(registered, requested, true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb, http://127.0.0.1:51004/cb",
        "http://127.0.0.1:1/cb, http://127.0.0.1:51004/cb",
        "http://localhost/cb, http://localhost:51004/cb",
        "http://localhost:8400/cb, http://localhost/cb",
        "http://[::1]/cb?a=b, http://[::1]:51004/cb?a=b"
    })
    void RFC_8252_section_7_3_a_native_client_may_listen_on_any_loopback_port(String registered, String requested) {
        assertThat(RedirectUris.matches(registered, requested, true)).isTrue();
        assertThat(RedirectUris.matches(registered, requested, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/cb",
                "http://localhost:8080/callback",
                "http://127.0.0.1/cb",
                "http://[::1]:8080/cb",
                "com.example.app:/oauth",
                "com.example.app://host/path"
            })
    void these_may_be_registered(String uri) {
        assertThat(RedirectUris.violation(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/relative",
                "https:///nohost",
                "https://app.example/cb#fragment",
                "https://app.example/cb#",
                "http://app.example/cb",
                "https://user@app.example/cb",
                "https://app.example\\@evil.example/cb",
                "https://*.app.example/cb",
                "javascript:alert(1)",
                "data:text/html,x",
                "MYAPP:/cb",
                "file:/cb",
                "ws:/cb",
                "ftp://app.example/",
                "https://app.example/a b",
                "https://a.example/cb?x=\u00fc",
                "https://\u00fc.example/cb",
                "com.example.app:/\u2713",
                "https://app.example/\u007f"
            })
    void these_may_not(String uri) {
        assertThat(RedirectUris.violation(uri)).isPresent();
    }

    @Test
    void RFC_8252_section_7_1_a_scheme_without_a_domain_is_for_the_operator_to_allow() {
        assertThat(RedirectUris.violation("cursor://anysphere.cursor-mcp/oauth"))
                .isEmpty();
        assertThat(RedirectUris.shortScheme("cursor://anysphere.cursor-mcp/oauth"))
                .contains("cursor");
        assertThat(RedirectUris.shortScheme("com.example.app:/cb")).isEmpty();
        assertThat(RedirectUris.shortScheme("https://app.example/cb")).isEmpty();
        assertThat(RedirectUris.shortScheme("javascript:alert(1)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss=x", "code=", "state=s", "error", "%65rror=x", "id_token=x", "access_token=x"})
    void RFC_6749_section_3_1_what_an_answer_adds_cannot_stand_in_the_query_before(String query) {
        assertThat(RedirectUris.responseUriViolation("https://app.example/cb?" + query))
                .isPresent();
        assertThat(RedirectUris.responseUriViolation("https://app.example/cb?x" + query))
                .isEmpty();
    }

    @Test
    void an_origin_is_what_a_content_security_policy_wants() {
        assertThat(RedirectUris.origin("https://app.example:8443/cb?x")).isEqualTo("https://app.example:8443");
        assertThat(RedirectUris.origin("com.example.app:/cb")).isEqualTo("com.example.app:");
    }
}
