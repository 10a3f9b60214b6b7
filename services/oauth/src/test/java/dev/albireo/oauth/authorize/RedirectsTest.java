package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.OAuthError;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 4.1.2, the authorization response")
class RedirectsTest {
    private static final String ISSUER = "https://id.example";

    @Test
    void the_state_comes_back_as_it_was_sent() {
        assertThat(Redirects.success("https://app.example/cb", Optional.of("a&b=c d#é"), "ac_x", ISSUER))
                .isEqualTo("https://app.example/cb?code=ac_x&state=a%26b%3Dc+d%23%C3%A9&iss=https%3A%2F%2Fid.example");
    }

    @Test
    void section_3_1_2_the_query_of_the_redirect_uri_stays() {
        assertThat(Redirects.success("https://app.example/cb?tenant=1", Optional.empty(), "ac_x", ISSUER))
                .startsWith("https://app.example/cb?tenant=1&code=ac_x&iss=");
    }

    @Test
    void an_error_says_which_and_why() {
        assertThat(Redirects.failure(
                        "com.example.app:/cb",
                        Optional.of("s"),
                        OAuthError.LOGIN_REQUIRED.because("nobody is here"),
                        ISSUER))
                .isEqualTo("com.example.app:/cb?error=login_required&error_description=nobody+is+here&state=s"
                        + "&iss=https%3A%2F%2Fid.example");
    }
}
