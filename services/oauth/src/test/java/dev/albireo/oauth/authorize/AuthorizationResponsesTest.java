package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.OAuthError;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 4.1.2, the authorization response")
class AuthorizationResponsesTest {
    private static final String ISSUER = "https://id.example";

    @Test
    void the_state_comes_back_as_it_was_sent() {
        assertThat(AuthorizationResponses.success(
                                target("https://app.example/cb", ResponseMode.QUERY, "a&b=c d#é"), "ac_x", ISSUER)
                        .location())
                .isEqualTo("https://app.example/cb?code=ac_x&state=a%26b%3Dc+d%23%C3%A9&iss=https%3A%2F%2Fid.example");
    }

    @Test
    void section_3_1_2_the_query_of_the_redirect_uri_stays() {
        assertThat(AuthorizationResponses.success(
                                target("https://app.example/cb?tenant=1", ResponseMode.QUERY, "s"), "ac_x", ISSUER)
                        .location())
                .startsWith("https://app.example/cb?tenant=1&code=ac_x&state=s&iss=");
    }

    @Test
    void an_error_says_which_and_why() {
        assertThat(AuthorizationResponses.failure(
                                target("com.example.app:/cb", ResponseMode.QUERY, "s"),
                                OAuthError.LOGIN_REQUIRED.because("no session"),
                                ISSUER)
                        .location())
                .isEqualTo("com.example.app:/cb?error=login_required&error_description=no+session&state=s"
                        + "&iss=https%3A%2F%2Fid.example");
    }

    @Test
    void Multiple_Response_Types_section_2_1_a_fragment_follows_the_query() {
        assertThat(AuthorizationResponses.success(
                                target("https://app.example/cb?t=1", ResponseMode.FRAGMENT, "s"), "ac_x", ISSUER)
                        .location())
                .isEqualTo("https://app.example/cb?t=1#code=ac_x&state=s&iss=https%3A%2F%2Fid.example");
    }

    @Test
    void Form_Post_section_2_the_fields_are_posted_and_the_address_says_nothing() {
        BrowserRedirect next = AuthorizationResponses.success(
                target("https://app.example/cb", ResponseMode.FORM_POST, "s"), "ac_x", ISSUER);

        assertThat(next.location()).isEqualTo("https://app.example/cb");
        assertThat(next.posted()).isEqualTo(Map.of("code", "ac_x", "state", "s", "iss", ISSUER));
    }

    private static AuthorizationResponses.ResponseTarget target(String uri, ResponseMode mode, String state) {
        return new AuthorizationResponses.ResponseTarget(uri, mode, Optional.of(state));
    }
}
