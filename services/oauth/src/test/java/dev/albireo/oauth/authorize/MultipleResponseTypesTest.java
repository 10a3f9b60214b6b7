package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.MoreAllowed;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.param.StateParameter;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(MoreAllowed.class)
@QuarkusTestResource(PostgresResource.class)
@DisplayName(
        "OAuth 2.0 Multiple Response Types and OpenID Connect Core sections 3.2 and 3.3, with the implicit flow enabled")
class MultipleResponseTypesTest {
    private static final List<String> ALL =
            List.of("code", "id_token", "id_token token", "code id_token", "code token", "code id_token token");

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @ParameterizedTest
    @CsvSource({
        "id_token, false, true, false",
        "token id_token, false, true, true",
        "code id_token, true, true, false",
        "code token, true, false, true",
        "token code id_token, true, true, true"
    })
    void section_3_and_5_the_answer_holds_what_was_asked_for_in_the_fragment(
            String type, boolean code, boolean idToken, boolean token) {
        App app = app();

        Map<String, String> answer = answer(app, "response_type", type);

        assertThat(answer).containsEntry("state", "s").containsEntry("iss", PostgresResource.ISSUER);
        assertThat(answer.containsKey("code")).isEqualTo(code);
        assertThat(answer.containsKey("id_token")).isEqualTo(idToken);
        assertThat(answer.containsKey("access_token")).isEqualTo(token);
        assertThat(answer).doesNotContainKey("refresh_token");
        if (token) {
            assertThat(answer).containsEntry("token_type", "Bearer").containsEntry("expires_in", "300");
            assertThat(stage.userinfoStatus(String.valueOf(answer.get("access_token"))))
                    .isEqualTo(200);
        }
        if (code) {
            stage.redeem(app, String.valueOf(answer.get("code"))).then().statusCode(200);
        }
    }

    @Test
    void RFC_6749_section_4_1_2_beside_tokens_a_state_has_less_room() {
        App app = app();
        Browser browser = stage.signIn("pwd");
        allow(app, browser);
        String longest = "x".repeat(StateParameter.MAX_LENGTH_WITH_TOKENS);

        String answered = browser.get(request(app, "response_type", "code id_token token", "state", longest))
                .header("Location");
        String refused = browser.get(request(app, "response_type", "code id_token token", "state", longest + "x"))
                .header("Location");

        assertThat(answered).contains("state=" + longest, "id_token=").hasSizeLessThan(4096);
        assertThat(fragment(refused))
                .containsEntry("error", "invalid_request")
                .doesNotContainKeys("code", "id_token", "access_token");
        assertThat(fragment(refused).get("error_description"))
                .contains(String.valueOf(StateParameter.MAX_LENGTH_WITH_TOKENS));
    }

    @Test
    void OIDC_Core_section_3_3_2_11_the_ID_token_vouches_for_what_leaves_with_it() throws ParseException {
        Map<String, String> answer = answer(app(), "response_type", "code id_token token");

        JWTClaimsSet idToken = claims(String.valueOf(answer.get("id_token")));

        assertThat(idToken.getClaim("nonce")).isEqualTo("n");
        assertThat(idToken.getClaim("at_hash")).isEqualTo(leftHash(String.valueOf(answer.get("access_token"))));
        assertThat(idToken.getClaim("c_hash")).isEqualTo(leftHash(String.valueOf(answer.get("code"))));
        assertThat(idToken.getClaim("s_hash")).isEqualTo(leftHash("s"));
    }

    @Test
    void OIDC_Core_section_3_3_3_6_both_ID_tokens_are_about_the_same_person() throws ParseException {
        App app = app();
        Map<String, String> answer = answer(app, "response_type", "code id_token");

        JWTClaimsSet later = claims(JsonMember.read(
                stage.redeem(app, String.valueOf(answer.get("code"))).asString(), "id_token"));

        JWTClaimsSet first = claims(String.valueOf(answer.get("id_token")));
        assertThat(first.getClaims()).doesNotContainKey("at_hash");
        assertThat(later.getSubject()).isEqualTo(first.getSubject());
        assertThat(later.getIssuer()).isEqualTo(first.getIssuer());
        assertThat(later.getClaim("nonce")).isEqualTo("n");
    }

    @Test
    void OIDC_Core_section_5_4_an_ID_token_alone_tells_what_the_scopes_ask_for() throws ParseException {
        App app = app();

        assertThat(claims(String.valueOf(answer(app, "response_type", "id_token", "scope", "openid email")
                                .get("id_token")))
                        .getClaim("email"))
                .isEqualTo("alice@example.org");
        assertThat(claims(String.valueOf(answer(app, "response_type", "id_token token", "scope", "openid email")
                                .get("id_token")))
                        .getClaim("email"))
                .isNull();
    }

    @Test
    void Form_Post_section_2_the_answer_may_be_posted() {
        App app = app();
        Browser browser = stage.signIn("pwd");
        allow(app, browser);

        Response page = browser.get(request(app, "response_type", "code id_token", "response_mode", "form_post"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("name=\"id_token\" value=\"ey", "name=\"code\" value=\"ac_");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, id_token code code nonsense, unsupported_response_type",
        "response_mode, query, invalid_request",
        "nonce, '', invalid_request",
        "scope, openid unknown, invalid_scope",
        "prompt, none, consent_required"
    })
    void section_5_also_an_error_comes_in_the_fragment(String name, String value, String error) {
        App app = app();
        Browser browser = stage.signIn("pwd");

        String location = browser.get(request(app, "response_type", "code id_token", name, value))
                .header("Location");

        assertThat(location).startsWith(Stage.REDIRECT_URI + "#error=");
        assertThat(fragment(location)).containsEntry("error", error).containsEntry("state", "s");
    }

    @Test
    void OIDC_Core_section_3_3_2_1_code_token_needs_no_nonce() {
        App app = app();

        assertThat(answer(app, "response_type", "code token", "nonce", "")).containsKey("access_token");
    }

    @Test
    void OIDC_Core_section_11_without_a_code_nothing_outlives_the_session() {
        App app = app();
        Browser browser = stage.signIn("pwd");
        allow(app, browser);
        String token = fragment(
                        browser.get(request(app, "response_type", "id_token token", "scope", "openid offline_access"))
                                .header("Location"))
                .get("access_token");
        assertThat(stage.userinfoStatus(token)).isEqualTo(200);

        stage.tell(stage.ended(browser.session(), "logout"));

        assertThat(stage.userinfoStatus(token)).isEqualTo(401);
    }

    @Test
    void RFC_7009_section_2_1_revocation_bites_what_left_by_the_browser() {
        App app = app();
        Map<String, String> answer = answer(app, "response_type", "code token");

        stage.token(app)
                .formParam("token", answer.get("access_token"))
                .post("/revoke")
                .then()
                .statusCode(200);

        assertThat(stage.userinfoStatus(String.valueOf(answer.get("access_token"))))
                .isEqualTo(401);
        stage.redeem(app, String.valueOf(answer.get("code"))).then().statusCode(400);
    }

    @Test
    void RFC_9700_section_4_5_a_code_that_comes_twice_ends_the_token_beside_it() {
        App app = app();
        Map<String, String> answer = answer(app, "response_type", "code token");
        stage.redeem(app, String.valueOf(answer.get("code"))).then().statusCode(200);

        stage.redeem(app, String.valueOf(answer.get("code"))).then().statusCode(400);

        assertThat(stage.userinfoStatus(String.valueOf(answer.get("access_token"))))
                .isEqualTo(401);
    }

    @Test
    void an_opaque_token_leaves_that_way_too() {
        stage.declare("opaque-front", """
                {"first_party":true,"grant_types":["implicit"],"response_types":["id_token token"],
                 "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb","token_format":"opaque"}}}""");
        App app = new App("opaque-front", "");

        String token =
                String.valueOf(answer(app, "response_type", "id_token token").get("access_token"));

        assertThat(token).startsWith("at_");
        assertThat(stage.userinfoStatus(token)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "code token"})
    void threat_1_a_second_factor_is_asked_for_there_too(String type) {
        App app = app();

        assertThat(stage.signIn("pwd")
                        .get(request(app, "response_type", type, "scope", "openid payment"))
                        .header("Location"))
                .startsWith("/login/2fa?");
    }

    @Test
    void Registration_section_2_response_types_and_grant_types_belong_together() {
        register(List.of("implicit"), List.of("id_token"))
                .then()
                .statusCode(201)
                .body(member("response_types", containsInAnyOrder("id_token")))
                .body(member("grant_types", containsInAnyOrder("implicit")));
        for (List<List<String>> wrong : List.of(
                List.of(List.of("authorization_code"), List.of("code", "id_token")),
                List.of(List.of("implicit"), List.of("code id_token")),
                List.of(List.of("implicit", "authorization_code"), List.of("id_token")),
                List.of(List.of("implicit", "authorization_code"), List.of("code")),
                List.of(List.of("implicit"), List.of("token")),
                List.of(List.of("implicit"), List.<String>of()))) {
            register(wrong.get(0), wrong.get(1))
                    .then()
                    .statusCode(400)
                    .body(member("error", equalTo("invalid_client_metadata")));
        }
    }

    @Test
    void Registration_section_2_what_a_client_did_not_register_it_does_not_get() {
        Response registered = register(List.of("implicit"), List.of("id_token"));
        App app = new App(
                JsonMember.read(registered.asString(), "client_id"),
                JsonMember.read(registered.asString(), "client_secret"));

        for (String type : List.of("code", "code id_token", "id_token token")) {
            String location =
                    stage.signIn("pwd").get(request(app, "response_type", type)).header("Location");
            assertThat(query(location.replaceFirst("#", "?"))).containsEntry("error", "unsupported_response_type");
        }
    }

    @Test
    void an_administrator_declares_them_and_sees_them() {
        stage.declare("hybrid", """
                {"first_party":true,"grant_types":["code","implicit"],"response_types":["code","code id_token"],
                 "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""").then().statusCode(201).body(member("response_types", hasItem("code id_token")));
        stage.declare("half-hybrid", """
                {"grant_types":["code"],"response_types":["code id_token"],
                 "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""").then().statusCode(422).body(member("field", equalTo("response_types")));
    }

    @Test
    void RFC_9126_section_2_1_they_may_be_pushed() {
        stage.token(app())
                .formParam("response_type", "code id_token")
                .formParam("redirect_uri", Stage.REDIRECT_URI)
                .formParam("scope", "openid")
                .formParam("nonce", "n")
                .formParam("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
                .formParam("code_challenge_method", "S256")
                .post("/par")
                .then()
                .statusCode(201)
                .body(member("request_uri", startsWith(AuthorizationRequestResolver.URN)));
    }

    @Test
    void Discovery_section_3_lists_what_is_on() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("response_types_supported", containsInAnyOrder(ALL.toArray())))
                .body(member("grant_types_supported", hasItem("implicit")));
    }

    private App app() {
        Response registered = register(List.of("authorization_code", "implicit", "refresh_token"), ALL);
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(registered.asString(), "client_id"),
                JsonMember.read(registered.asString(), "client_secret"));
    }

    private static Response register(List<String> grantTypes, List<String> responseTypes) {
        return given().contentType(ContentType.JSON)
                .body(Map.of(
                        "redirect_uris",
                        List.of(Stage.REDIRECT_URI),
                        "grant_types",
                        grantTypes,
                        "response_types",
                        responseTypes))
                .post("/connect/register");
    }

    private String request(App app, String... parameters) {
        List<String> all = new ArrayList<>(List.of("nonce", "n"));
        all.addAll(Arrays.asList(parameters));
        return stage.authorize(app, all.toArray(String[]::new));
    }

    private void allow(App app, Browser browser) {
        stage.code(app, browser, "openid email offline_access");
    }

    private Map<String, String> answer(App app, String... parameters) {
        Browser browser = stage.signIn("pwd");
        if (!app.secret().isEmpty()) {
            allow(app, browser);
        }
        String location = browser.get(request(app, parameters)).header("Location");
        assertThat(location).startsWith(Stage.REDIRECT_URI + "#");
        return fragment(location);
    }

    private static Map<String, String> fragment(String location) {
        return new LinkedHashMap<>(query(location.replaceFirst("#", "?")));
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static String leftHash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
