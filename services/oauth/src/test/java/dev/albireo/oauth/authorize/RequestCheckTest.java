package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.oauth.authorize.AuthorizationRequestValidator.Checked.Bad;
import dev.albireo.oauth.authorize.AuthorizationRequestValidator.Checked.Good;
import dev.albireo.oauth.authorize.AuthorizeConfig.PkceRequirement;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.Form;
import dev.albireo.web.PageRefusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The checks of an authorization request")
class RequestCheckTest {
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final Client CLIENT = Examples.client();

    @Test
    void a_good_request_passes_with_everything_it_says() {
        Form form = with(
                "nonce",
                "n",
                "max_age",
                "60",
                "prompt",
                "login consent",
                "acr_values",
                "aal2 x",
                "ui_locales",
                "fr en");

        AuthorizationRequest request = ((Good) AuthorizationRequestValidator.check(form, CLIENT)).request();

        assertThat(request.scopes()).containsExactly("openid", "profile");
        assertThat(request.state()).contains("s");
        assertThat(request.nonce()).contains("n");
        assertThat(request.challenge()).contains(CHALLENGE);
        assertThat(request.maxAge()).contains(Duration.ofMinutes(1));
        assertThat(request.prompt()).containsExactlyInAnyOrder(Prompt.LOGIN, Prompt.CONSENT);
        assertThat(request.acr()).isEqualTo(new RequestedAcr(List.of("aal2", "x"), false));
        assertThat(request.uiLocales()).containsExactly("fr", "en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://evil.example/", "https://app.example/cb/"})
    void RFC_9700_section_2_1_a_foreign_redirect_uri_is_a_page(String uri) {
        assertThatThrownBy(() -> AuthorizationRequestValidator.check(with("redirect_uri", uri), CLIENT))
                .isInstanceOf(PageRefusal.class);
    }

    @Test
    void a_redirect_uri_sent_twice_is_a_page() {
        Map<String, List<String>> values = new LinkedHashMap<>(with().asMap());
        values.put("redirect_uri", List.of("https://app.example/cb", "https://evil.example/"));

        assertThatThrownBy(() -> AuthorizationRequestValidator.check(Form.of(values), CLIENT))
                .isInstanceOf(PageRefusal.class);
    }

    @Test
    void RFC_6749_section_3_1_a_parameter_sent_twice_is_refused_and_a_doubled_state_is_not_echoed() {
        Map<String, List<String>> values = new LinkedHashMap<>(with().asMap());
        values.put("state", List.of("a", "b"));

        Bad bad = (Bad) AuthorizationRequestValidator.check(Form.of(values), CLIENT);

        assertThat(bad.refusal().error()).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(bad.target().state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, '', INVALID_REQUEST",
        "response_type, token, UNSUPPORTED_RESPONSE_TYPE",
        "response_type, code id_token, UNSUPPORTED_RESPONSE_TYPE",
        "response_mode, web_message, INVALID_REQUEST",
        "request, x, REQUEST_NOT_SUPPORTED",
        "request_uri, x, REQUEST_URI_NOT_SUPPORTED",
        "registration, x, REGISTRATION_NOT_SUPPORTED",
        "scope, openid unknown, INVALID_SCOPE",
        "scope, openid albireo:admin, INVALID_SCOPE",
        "code_challenge, '', INVALID_REQUEST",
        "code_challenge, short, INVALID_REQUEST",
        "code_challenge_method, plain, INVALID_REQUEST",
        "code_challenge_method, '', INVALID_REQUEST",
        "prompt, none login, INVALID_REQUEST",
        "prompt, dance, INVALID_REQUEST",
        "max_age, -1, INVALID_REQUEST",
        "max_age, 1.5, INVALID_REQUEST",
        "max_age, 99999999999, INVALID_REQUEST",
        "claims, '[', INVALID_REQUEST",
        "claims, '[]', INVALID_REQUEST",
        "claims, 'null', INVALID_REQUEST",
        "claims, '{\"userinfo\":[]}', INVALID_REQUEST",
        "claims, '{\"userinfo\":{\"name\":1}}', INVALID_REQUEST",
        "claims, '{\"userinfo\":{\"name\":{\"essential\":\"yes\"}}}', INVALID_REQUEST",
        "claims, '{\"id_token\":{\"sub\":{\"value\":{}}}}', INVALID_REQUEST",
        "claims, '{\"id_token\":{\"acr\":{\"values\":[1]}}}', INVALID_REQUEST"
    })
    void what_is_wrong_is_told_to_the_client(String name, String value, OAuthError error) {
        Bad bad = (Bad) AuthorizationRequestValidator.check(with(name, value), CLIENT);

        assertThat(bad.refusal().error()).isEqualTo(error);
        assertThat(bad.target().uri()).isEqualTo("https://app.example/cb");
        assertThat(bad.target().state()).contains("s");
    }

    @ParameterizedTest
    @CsvSource({
        "code, '', QUERY",
        "code, fragment, FRAGMENT",
        "code, form_post, FORM_POST",
        "code, nonsense, QUERY",
        "id_token, '', FRAGMENT",
        "id_token, form_post, FORM_POST"
    })
    void Multiple_Response_Types_section_2_1_also_an_error_comes_in_the_mode_that_was_asked_for(
            String type, String asked, ResponseMode mode) {
        Bad bad = (Bad) AuthorizationRequestValidator.check(
                with("response_type", type, "response_mode", asked, "scope", "openid unknown"), CLIENT);

        assertThat(bad.target().mode()).isEqualTo(mode);
    }

    @Test
    void a_client_that_need_not_use_PKCE_may_leave_it_out_but_not_half() {
        Client lax = Examples.client(false, TokenEndpointAuthMethod.CLIENT_SECRET_BASIC);

        assertThat(AuthorizationRequestValidator.check(with("code_challenge", "", "code_challenge_method", ""), lax))
                .isInstanceOf(Good.class);
        assertThat(AuthorizationRequestValidator.check(with("code_challenge", ""), lax))
                .isInstanceOf(Bad.class);
    }

    @Test
    void RFC_9700_section_2_1_1_a_public_client_always_uses_PKCE() {
        Client open = Examples.client(false, TokenEndpointAuthMethod.NONE);

        assertThat(AuthorizationRequestValidator.check(with("code_challenge", "", "code_challenge_method", ""), open))
                .isInstanceOf(Bad.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_CLIENTS, '', '', true",
        "WITHOUT_NONCE, '', '', false",
        "WITHOUT_NONCE, n, '', true",
        "WITHOUT_NONCE, '', challenge, true",
        "EVERY_CLIENT, n, '', false",
        "EVERY_CLIENT, '', challenge, true"
    })
    void RFC_9700_section_2_1_1_the_operator_may_require_PKCE_of_clients_with_a_secret(
            PkceRequirement requirement, String nonce, String sent, boolean allowed) {
        Client lax = Examples.client(false, TokenEndpointAuthMethod.CLIENT_SECRET_BASIC);
        Form form = sent.isEmpty()
                ? with("code_challenge", "", "code_challenge_method", "", "nonce", nonce)
                : with("nonce", nonce);

        AuthorizationRequest request = ((Good) AuthorizationRequestValidator.check(form, lax)).request();

        assertThat(PkceRules.violation(request, requirement).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void OIDC_Core_section_5_5_1_1_claims_go_before_acr_values() {
        String claims = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"aal3\",\"aal2\"]},\"x\":null}}";

        AuthorizationRequest request = ((Good)
                        AuthorizationRequestValidator.check(with("claims", claims, "acr_values", "aal1"), CLIENT))
                .request();

        assertThat(request.acr()).isEqualTo(new RequestedAcr(List.of("aal3", "aal2"), true));
        assertThat(request.acr().isImpossible(List.of("aal1", "aal2"))).isFalse();
    }

    @Test
    void every_check_before_the_redirect_uri_answers_with_a_page_and_no_other() {
        assertThat(RequestCheck.values()).startsWith(RequestCheck.REDIRECT_URI);
        for (RequestCheck check : RequestCheck.values()) {
            assertThat(check.errorDelivery() == RequestCheck.ErrorDelivery.PAGE)
                    .isEqualTo(check == RequestCheck.REDIRECT_URI);
            assertThat(check.reference()).isNotBlank();
        }
    }

    private static Form with(String... changes) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("client_id", List.of("app"));
        values.put("redirect_uri", List.of("https://app.example/cb"));
        values.put("response_type", List.of("code"));
        values.put("scope", List.of("openid profile"));
        values.put("state", List.of("s"));
        values.put("code_challenge", List.of(CHALLENGE));
        values.put("code_challenge_method", List.of("S256"));
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], List.of(changes[i + 1]));
        }
        return Form.of(values);
    }
}
