package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.param.StateParameter;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 6749 section 4.1.2, unreadable parameters, and state")
class RFC6749StateTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int SMALLEST_INGRESS = 4096;

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=eyJhIjoxfQ%3D%3D%0A",
                "state=%00",
                "state=%E9t%E9",
                "state=%ED%A0%80",
                "scope=openid%0A",
                "scope=openid%20%FF",
                "nonce=%00",
                "nonce=%C3",
                "prompt=%01",
                "claims=%7B%7D%0A",
                "acr_values=%07",
                "max_age=%00",
                "resource=https%3A%2F%2Fa.example%0D%0A",
                "response_type=code%0A",
                "response_mode=%00",
                "code_challenge=%FF"
            })
    void section_4_1_2_1_an_unreadable_parameter_is_told_to_the_client(String parameter) {
        Response response = open(stage.signIn("pwd"), parameter);

        assertThat(response.header("Location")).startsWith(Stage.REDIRECT_URI + "?error=");
        assertThat(query(response.header("Location"))).containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login_hint=alice%0A",
                "login_hint=%FF",
                "ui_locales=%00",
                "display=%0A",
                "claims_locales=%FE",
                "utm_source=%00",
                "x%00=y",
                "x=%E9&x=%E9"
            })
    void section_3_1_hints_and_unrecognized_parameters_are_ignored_whatever_is_in_them(String parameter) {
        assertThat(open(stage.signIn("pwd"), parameter).header("Location")).startsWith("/consent?interaction=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=%00", "client_id=%FF", "redirect_uri=https%3A%2F%2Fapp.example%2Fcb%0A"})
    void an_unreadable_client_or_redirect_uri_is_a_page(String parameter) {
        Response response = open(stage.signIn("pwd"), parameter);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.header("Location")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"a%0Ab, a%0Ab", "%C3%A9%E2%82%AC, %C3%A9%E2%82%AC", "a%2Bb%20c%26d%3D%25, a%2Bb+c%26d%3D%25"})
    void the_client_gets_its_state_back_exactly(String sent, String back) {
        Response response = open(stage.signIn("pwd"), "state=" + sent, "prompt=none");

        assertThat(response.header("Location")).contains("&state=" + back + "&");
    }

    @ParameterizedTest
    @CsvSource({"form_post, a%0Ab", "query, %E9t%E9", "form_post, %E9"})
    void a_state_that_cannot_be_given_back_exactly_is_not_given_back(String mode, String sent) {
        Response response = open(stage.signIn("pwd"), "state=" + sent, "response_mode=" + mode);

        assertThat(response.asString() + response.header("Location"))
                .contains("invalid_request")
                .doesNotContain("state=", "name=\"state\"");
    }

    @Test
    void an_answer_with_the_longest_state_passes_an_ingress_with_4_KiB_of_headers() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid");

        String longest = "x".repeat(StateParameter.MAX_LENGTH);
        Response response = browser.get(stage.authorize(app, "state", longest));

        assertThat(query(response.header("Location"))).containsKey("code").containsEntry("state", longest);
        assertThat(response.headers().asList().stream()
                        .map(header -> header.getName() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining()))
                .hasSizeLessThan(SMALLEST_INGRESS);
    }

    @Test
    void beyond_the_limit_there_is_a_true_error_and_no_code_was_made() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid");
        long before = codes();

        for (String state : new String[] {
            "x".repeat(StateParameter.MAX_LENGTH + 1), "\u00e9".repeat(StateParameter.MAX_LENGTH / 6 + 1)
        }) {
            Response response = browser.get(stage.authorize(app, "state", state));

            assertThat(query(response.header("Location")))
                    .containsEntry("error", "invalid_request")
                    .doesNotContainKey("state");
            assertThat(query(response.header("Location")).get("error_description"))
                    .contains(String.valueOf(StateParameter.MAX_LENGTH));
        }
        assertThat(codes()).isEqualTo(before);
    }

    @Test
    void section_3_1_a_repeated_parameter_is_refused_only_if_it_is_known() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid");

        assertThat(query(browser.get(stage.authorize(app) + "&utm=1&utm=2").header("Location")))
                .containsKey("code");
        assertThat(query(browser.get(stage.authorize(app) + "&login_hint=1&login_hint=2")
                        .header("Location")))
                .containsEntry("error", "invalid_request");
    }

    private long codes() {
        return db.query("SELECT count(*) FROM authorization_code")
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    private Response open(Browser browser, String... raw) {
        String url = stage.authorize(stage.register());
        for (String parameter : raw) {
            String name = parameter.substring(0, parameter.indexOf('='));
            url = url.replaceFirst("(?<=[?&])" + name + "=[^&]*", "") + "&" + parameter;
        }
        return browser.get(url.replace("?&", "?").replace("&&", "&"));
    }
}
