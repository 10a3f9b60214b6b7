package dev.albireo.oauth.client.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.oauth.client.authentication.ClientAuthentication.Presented;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 2.3, how clients authenticate")
class ClientAuthenticationTest {
    @Test
    void section_2_3_1_id_and_secret_are_form_encoded_before_they_become_user_and_password() {
        assertThat(ClientAuthentication.presented(basic("my%3Aid", "a+b%25"), form()))
                .isEqualTo(new Presented("my:id", Optional.of("a b%"), true));
    }

    @Test
    void the_secret_may_come_in_the_form() {
        assertThat(ClientAuthentication.presented(Optional.empty(), form("client_id", "a", "client_secret", "s")))
                .isEqualTo(new Presented("a", Optional.of("s"), false));
    }

    @Test
    void a_public_client_only_says_its_id() {
        assertThat(ClientAuthentication.presented(Optional.empty(), form("client_id", "a")))
                .isEqualTo(new Presented("a", Optional.empty(), false));
    }

    @Test
    void two_ways_at_once_are_refused() {
        refused(OAuthError.INVALID_REQUEST, basic("a", "s"), form("client_secret", "s"));
        refused(OAuthError.INVALID_REQUEST, basic("a", "s"), form("client_id", "b"));
    }

    @Test
    void the_same_client_id_in_the_form_does_no_harm() {
        assertThat(ClientAuthentication.presented(basic("a", "s"), form("client_id", "a"))
                        .id())
                .isEqualTo("a");
    }

    @Test
    void nothing_at_all_is_invalid_client() {
        refused(OAuthError.INVALID_CLIENT, Optional.empty(), form());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic YQ==",
                "Basic Og==",
                "Bearer x",
                "Basic YSU6Yg==",
                "Basic YSUwMGI6Yg==",
                ""
            })
    void a_header_that_cannot_be_read_is_invalid_client(String header) {
        refused(OAuthError.INVALID_CLIENT, Optional.of(header), form());
    }

    private static void refused(OAuthError error, Optional<String> header, Form form) {
        assertThatThrownBy(() -> ClientAuthentication.presented(header, form))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    private static Optional<String> basic(String id, String secret) {
        return Optional.of("Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8)));
    }

    private static Form form(String... pairs) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], List.of(pairs[i + 1]));
        }
        return Form.of(values);
    }
}
