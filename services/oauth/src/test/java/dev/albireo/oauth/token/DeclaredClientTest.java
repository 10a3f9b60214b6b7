package dev.albireo.oauth.token;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.protocol.Sha256;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A client that an administrator declared")
class DeclaredClientTest {
    private static final String SEED = """
            {"secret":"verysecret","first_party":true,"grant_types":["code"],"auth":{"authorization_code":{
             "redirect_uri":"http://localhost:3001","access_token_expiration":360,"token_format":"jwt",
             "secret_required":true,"refresh_token":true}}}""";

    private static final String OF_SEED =
            "client_id=mywebapp&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A3001";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void it_gets_its_tokens_without_saying_more_than_who_it_is() throws ParseException {
        stage.declare("mywebapp", SEED);
        Browser browser = mrUser(true);

        String location =
                browser.get("/authorize?client_id=mywebapp&response_type=code").header("Location");
        assertThat(location).startsWith("http://localhost:3001?code=ac_").doesNotContain("state");
        Response tokens = redeem("mywebapp", Stage.query(location).getOrDefault("code", ""))
                .post("/token");

        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(JsonMember.<Integer>read(tokens.asString(), "expires_in")).isEqualTo(360);
        assertThat(JsonMember.<String>read(tokens.asString(), "refresh_token")).startsWith("rt_");
        assertThat(JsonMember.<Map<String, Object>>read(tokens.asString(), "$")).doesNotContainKey("id_token");
        assertThat(JsonMember.<Map<String, Object>>read(tokens.asString(), "userinfo"))
                .isEqualTo(Map.of(
                        "resourceType",
                        "User",
                        "id",
                        "my-user",
                        "sub",
                        browser.user().subject(),
                        "userName",
                        "alice",
                        "email",
                        "alice@example.org",
                        "twoFactor",
                        Map.of("enabled", true)));
        JWTClaimsSet claims = SignedJWT.parse(JsonMember.read(tokens.asString(), "access_token"))
                .getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(browser.user().subject());
        assertThat(claims.getAudience()).containsExactly(PostgresResource.ISSUER);
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(6));
    }

    @ParameterizedTest
    @CsvSource({
        "openid, resourceType id sub",
        "openid email, resourceType id sub email",
        "openid profile, resourceType id sub userName twoFactor",
        "profile, resourceType id sub userName twoFactor",
        "email, resourceType id sub email"
    })
    void OIDC_Core_5_4_with_scopes_the_resource_follows_them(String scope, String members) {
        stage.declare("mywebapp", SEED);
        Browser browser = mrUser(true);

        Response tokens = redeem("mywebapp", code(browser, OF_SEED + "&scope=" + scope.replace(" ", "%20")))
                .formParam("redirect_uri", "http://localhost:3001")
                .post("/token");

        assertThat(JsonMember.<Map<String, Object>>read(tokens.asString(), "userinfo")
                        .keySet())
                .isEqualTo(Set.of(members.split(" ")));
        assertThat(userinfo(tokens).keySet()).containsAll(Set.of(members.split(" ")));
        assertThat(userinfo(tokens).containsKey("userName")).isEqualTo(scope.contains("profile"));
        assertThat(userinfo(tokens).containsKey("email")).isEqualTo(scope.contains("email"));
        assertThat(JsonMember.<String>read(tokens.asString(), "userinfo.id"))
                .isEqualTo(
                        scope.contains("profile") ? "my-user" : browser.user().subject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"first_party\":false",
                "\"first_party\":true,\"user_resource\":false",
                "\"first_party\":true,\"scope\":[\"openid\",\"profile\",\"email\"]",
                "\"first_party\":true,\"subject_type\":\"pairwise\""
            })
    void OIDC_Core_8_1_any_other_client_learns_nothing_beyond_scope_and_consent(String declared) {
        stage.declare("learns-little", SEED.replace("\"first_party\":true", declared));
        Browser browser = mrUser(true);
        String ask = OF_SEED.replace("mywebapp", "learns-little") + "&scope=openid";
        String code = code(browser, ask);
        if (code.isEmpty()) {
            String consent = browser.get("/authorize?" + ask).header("Location");
            code = Stage.query(browser.get(stage.approve(browser, consent).header("Location"))
                            .header("Location"))
                    .getOrDefault("code", "");
        }
        Response tokens = redeem("learns-little", code)
                .formParam("redirect_uri", "http://localhost:3001")
                .post("/token");

        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(JsonMember.<Map<String, Object>>read(tokens.asString(), "$")).doesNotContainKey("userinfo");
        assertThat(userinfo(tokens).keySet()).containsExactly("sub");
    }

    @Test
    void the_resource_is_for_first_party_clients_with_public_subjects_alone() {
        for (String refused : List.of(
                "\"first_party\":false,\"user_resource\":true",
                "\"first_party\":true,\"user_resource\":true,\"subject_type\":\"pairwise\"")) {
            stage.declare("refused", SEED.replace("\"first_party\":true", refused))
                    .then()
                    .statusCode(422)
                    .body(member("field", equalTo("user_resource")));
        }
    }

    @Test
    void the_state_comes_back_and_another_address_is_a_page() {
        stage.declare("mywebapp", SEED);
        Browser browser = stage.signIn("pwd");

        assertThat(browser.get("/authorize?client_id=mywebapp&response_type=code&state=xyz")
                        .header("Location"))
                .contains("&state=xyz");
        browser.get("/authorize?client_id=mywebapp&response_type=code&redirect_uri=https%3A%2F%2Fevil.example")
                .then()
                .statusCode(400);
    }

    @Test
    void an_address_that_was_sent_must_be_repeated() {
        stage.declare("mywebapp", SEED);
        Browser browser = stage.signIn("pwd");
        String code = code(browser, "client_id=mywebapp&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A3001");

        redeem("mywebapp", code)
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
        redeem("mywebapp", code)
                .formParam("redirect_uri", "http://localhost:3001")
                .post("/token")
                .then()
                .statusCode(200);
    }

    @Test
    void with_several_addresses_one_must_be_named() {
        stage.declare(
                "several",
                SEED.replace("\"http://localhost:3001\"", "[\"http://localhost:3001\",\"https://b.example\"]"));

        stage.signIn("pwd")
                .get("/authorize?client_id=several&response_type=code")
                .then()
                .statusCode(400);
    }

    @Test
    void the_secret_is_needed_and_a_client_without_one_needs_PKCE() {
        stage.declare("mywebapp", SEED);
        Browser browser = stage.signIn("pwd");
        given().formParam("client_id", "mywebapp")
                .formParam("grant_type", "authorization_code")
                .formParam("code", code(browser, "client_id=mywebapp&response_type=code"))
                .post("/token")
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_client")));

        stage.declare("spa", SEED.replace("\"secret\":\"verysecret\",", "").replace("\"secret_required\":true,", ""));
        assertThat(browser.get("/authorize?client_id=spa&response_type=code").header("Location"))
                .contains("error=invalid_request");
        given().formParam("client_id", "spa")
                .formParam("grant_type", "authorization_code")
                .formParam("code", code(browser, "client_id=spa&response_type=code" + pkce()))
                .formParam("code_verifier", Stage.VERIFIER)
                .post("/token")
                .then()
                .statusCode(200);
    }

    @Test
    void where_the_secret_is_optional_one_of_both_must_prove_the_client() {
        stage.declare("either", SEED.replace("\"secret_required\":true", "\"secret_required\":false"));
        Browser browser = stage.signIn("pwd");
        String plain = code(browser, "client_id=either&response_type=code");

        bare("either", plain).post("/token").then().statusCode(401).body(member("error", equalTo("invalid_client")));
        redeem("either", plain).post("/token").then().statusCode(200);
        bare("either", code(browser, "client_id=either&response_type=code" + pkce()))
                .formParam("code_verifier", Stage.VERIFIER)
                .post("/token")
                .then()
                .statusCode(200);
    }

    @Test
    void its_refresh_tokens_end_with_the_session_and_by_its_own_clock() {
        stage.declare("mywebapp", SEED);
        Browser browser = stage.signIn("pwd");
        String token = JsonMember.read(tokens(browser, "mywebapp").asString(), "refresh_token");
        String next = JsonMember.read(
                refresh("mywebapp", token).then().statusCode(200).extract().asString(), "refresh_token");
        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));
        refresh("mywebapp", next).then().statusCode(400);

        stage.declare(
                "brief",
                SEED.replace("\"refresh_token\":true", "\"refresh_token\":true,\"refresh_token_expiration\":100"));
        String first = JsonMember.read(tokens(stage.signIn("pwd"), "brief").asString(), "refresh_token");
        clock.advance(Duration.ofSeconds(60));
        String second = JsonMember.read(refresh("brief", first).asString(), "refresh_token");
        clock.advance(Duration.ofSeconds(41));
        refresh("brief", second).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
    }

    @Test
    void a_refresh_tells_of_the_person_too() {
        stage.declare("mywebapp", SEED);

        Response refreshed = refresh(
                "mywebapp", JsonMember.read(tokens(mrUser(false), "mywebapp").asString(), "refresh_token"));

        assertThat(JsonMember.<String>read(refreshed.asString(), "userinfo.id")).isEqualTo("my-user");
        assertThat(JsonMember.<Boolean>read(refreshed.asString(), "userinfo.twoFactor.enabled"))
                .isFalse();
    }

    @Test
    void a_third_party_client_requires_consent_even_without_a_scope() {
        stage.declare("third", SEED.replace("\"first_party\":true", "\"first_party\":false"));
        Browser browser = stage.signIn("pwd");

        String consent =
                browser.get("/authorize?client_id=third&response_type=code").header("Location");
        assertThat(consent).startsWith("/consent");
        String back = stage.approve(browser, consent).header("Location");
        assertThat(browser.get(back).header("Location")).startsWith("http://localhost:3001?code=");
        assertThat(browser.get("/authorize?client_id=third&response_type=code").header("Location"))
                .startsWith("http://localhost:3001?code=");
    }

    @Test
    void the_audience_is_its_own() throws ParseException {
        stage.declare("audible", SEED.replace("\"token_format\":\"jwt\"", "\"audience\":[\"https://api.example\"]"));

        String token = JsonMember.read(tokens(stage.signIn("pwd"), "audible").asString(), "access_token");

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly("https://api.example");
    }

    @Test
    void its_AuthConfig_travels_to_the_login_page() throws ParseException {
        stage.declare("themed", SEED.replace("\"first_party\":true", "\"first_party\":true,\"auth_config\":\"mine\""));

        String login = given().redirects()
                .follow(false)
                .get("/authorize?client_id=themed&response_type=code")
                .header("Location");

        Map<String, Object> client = SignedJWT.parse(Stage.query(login).get("interaction"))
                .getJWTClaimsSet()
                .getJSONObjectClaim("client");
        assertThat(client).containsEntry("auth_config", "mine");
    }

    private Browser mrUser(boolean totpEnabled) {
        Browser browser = stage.signIn("pwd");
        UserState before = browser.user();
        stage.tell(new UserState(
                before.subject(),
                2,
                before.username(),
                before.email(),
                before.emailVerified(),
                true,
                false,
                false,
                List.of(),
                Map.of(),
                "my-user",
                totpEnabled));
        return browser;
    }

    private Response tokens(Browser browser, String client) {
        return redeem(client, code(browser, "client_id=" + client + "&response_type=code"))
                .post("/token");
    }

    private static String code(Browser browser, String query) {
        return Stage.query(browser.get("/authorize?" + query).header("Location"))
                .getOrDefault("code", "");
    }

    private static RequestSpecification redeem(String client, String code) {
        return bare(client, code).formParam("client_secret", "verysecret");
    }

    private static RequestSpecification bare(String client, String code) {
        return given().formParam("client_id", client)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code);
    }

    private static Response refresh(String client, String token) {
        return given().formParam("client_id", client)
                .formParam("client_secret", "verysecret")
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", token)
                .post("/token");
    }

    private static Map<String, Object> userinfo(Response tokens) {
        return JsonMember.read(
                given().auth()
                        .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                        .get("/userinfo")
                        .asString(),
                "$");
    }

    private static String pkce() {
        return "&code_challenge_method=S256&code_challenge=" + Sha256.of(Stage.VERIFIER);
    }
}
