package dev.albireo.oauth.client;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.client.authentication.ClientKeySets;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OpenID Connect Core section 8, pairwise subjects")
class OidcPairwiseSubjectTest {
    private static final Map<String, Object> PAIRWISE = Map.of("subject_type", "pairwise");

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_8_every_answer_to_a_client_names_the_person_alike_and_nowhere_as_others_do() throws ParseException {
        App app = register(PAIRWISE);
        Browser browser = stage.signIn("pwd");
        Response tokens = stage.redeem(app, stage.code(app, browser, "openid offline_access"));
        String sub = claims(JsonMember.read(tokens.asString(), "id_token")).getSubject();

        assertThat(sub).hasSize(43).isNotEqualTo(browser.user().subject());
        assertThat(claims(JsonMember.read(tokens.asString(), "access_token")).getSubject())
                .isEqualTo(sub);
        assertThat(JsonMember.<String>read(
                        given().auth()
                                .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                                .get("/userinfo")
                                .asString(),
                        "sub"))
                .isEqualTo(sub);
        for (String token : List.of(
                JsonMember.<String>read(tokens.asString(), "access_token"),
                JsonMember.<String>read(tokens.asString(), "refresh_token"))) {
            Response introspected = stage.token(app).formParam("token", token).post("/introspect");

            assertThat(JsonMember.<String>read(introspected.asString(), "sub")).isEqualTo(sub);
            assertThat(JsonMember.<Map<String, Object>>read(introspected.asString(), "$"))
                    .doesNotContainKey("username");
        }
        Response refreshed = stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"));
        assertThat(claims(JsonMember.read(refreshed.asString(), "id_token")).getSubject())
                .isEqualTo(sub);
        assertThat(tokens.asString() + refreshed.asString())
                .doesNotContain(browser.user().subject());
    }

    @Test
    void section_8_1_one_sector_knows_a_person_alike_and_another_does_not() throws ParseException {
        Browser browser = stage.signIn("pwd");
        Map<String, Object> elsewhere =
                Map.of("subject_type", "pairwise", "redirect_uris", List.of("https://other.example/cb"));

        String first = subject(register(PAIRWISE), browser, Stage.REDIRECT_URI);
        String sameHost = subject(register(PAIRWISE), browser, Stage.REDIRECT_URI);
        String other = subject(register(elsewhere), browser, "https://other.example/cb");
        String known = subject(register(Map.of()), browser, Stage.REDIRECT_URI);
        String anotherUser = subject(register(PAIRWISE), stage.signIn("pwd"), Stage.REDIRECT_URI);

        assertThat(sameHost).isEqualTo(first);
        assertThat(List.of(first, other, known, anotherUser)).doesNotHaveDuplicates();
        assertThat(known).isEqualTo(browser.user().subject());
    }

    @Test
    void section_8_1_a_listed_client_belongs_to_the_sector_of_the_list() throws IOException, ParseException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.put("/sector", "[\"" + Stage.REDIRECT_URI + "\",\"https://other.example/cb\"]");
            Map<String, Object> listed = Map.of("subject_type", "pairwise", "sector_identifier_uri", uri);
            Map<String, Object> listedElsewhere = new LinkedHashMap<>(listed);
            listedElsewhere.put("redirect_uris", List.of("https://other.example/cb"));
            Browser browser = stage.signIn("pwd");

            assertThat(subject(register(listed), browser, Stage.REDIRECT_URI))
                    .isEqualTo(subject(register(listedElsewhere), browser, "https://other.example/cb"));
            registration(listed)
                    .then()
                    .statusCode(201)
                    .body(member("subject_type", equalTo("pairwise")))
                    .body(member("sector_identifier_uri", equalTo(uri)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"https://app.example/cb2\"]", "[]", "{}", "[1,null]", "\"https://app.example/cb\"", "["})
    void Registration_section_5_a_list_without_all_redirect_uris_is_refused_at_both_doors(String list)
            throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.put("/sector", list);

            refused(Map.of("sector_identifier_uri", uri), "sector_identifier_uri");
            refused(Map.of("subject_type", "pairwise", "sector_identifier_uri", uri), "sector_identifier_uri");
        }
    }

    @Test
    void Registration_section_5_a_list_that_is_not_to_be_had_is_refused() {
        refused(Map.of("sector_identifier_uri", "http://127.0.0.1:1/"), "sector_identifier_uri");
        refused(Map.of("sector_identifier_uri", "https://10.0.0.1/sector"), "sector_identifier_uri");
        refused(Map.of("sector_identifier_uri", "http://app.example/"), "sector_identifier_uri");
        refused(Map.of("sector_identifier_uri", "x y"), "sector_identifier_uri");
        refused(Map.of("subject_type", "private"), "subject_type");
    }

    @Test
    void section_8_1_redirect_uris_of_several_hosts_need_a_list() {
        Map<String, Object> hosts = Map.of(
                "subject_type",
                "pairwise",
                "redirect_uris",
                List.of("https://app.example/cb", "https://other.example/cb"));
        Map<String, Object> none = Map.of("subject_type", "pairwise", "redirect_uris", List.of("com.example.app:/cb"));

        registration(hosts)
                .then()
                .statusCode(400)
                .body(member("error_description", startsWith("sector_identifier_uri")));
        registration(none)
                .then()
                .statusCode(400)
                .body(member("error_description", startsWith("sector_identifier_uri")));
    }

    @Test
    void a_declared_client_is_told_the_same_and_its_list_is_read_at_each_change() throws IOException, ParseException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.put("/sector", "[\"" + Stage.REDIRECT_URI + "\"]");
            stage.declare("pairwise", """
                    {"secret":"s3cret-enough","first_party":true,"subject_type":"pairwise","sector_identifier_uri":"%s",
                     "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""".formatted(uri))
                    .then()
                    .statusCode(201)
                    .body(member("subject_type", equalTo("pairwise")));
            App app = new App("pairwise", "s3cret-enough");
            Browser browser = stage.signIn("pwd");

            Response tokens = stage.redeem(app, stage.code(app, browser, "openid"));

            String sub = claims(JsonMember.read(tokens.asString(), "id_token")).getSubject();
            assertThat(sub).isNotEqualTo(browser.user().subject());
            assertThat(JsonMember.<Map<String, Object>>read(tokens.asString(), "$"))
                    .doesNotContainKey("userinfo");
            assertThat(tokens.asString()).doesNotContain(browser.user().subject());
            patch("{\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://evil.example/cb\"}}}")
                    .then()
                    .statusCode(422)
                    .body(member("field", equalTo("sector_identifier_uri")));
            patch("{\"name\":\"Pairwise\"}").then().statusCode(200).body(member("name", equalTo("Pairwise")));
            patch("{\"sector_identifier_uri\":null,\"subject_type\":null}")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void section_3_1_2_1_hints_and_claims_name_the_person_as_the_client_does() throws ParseException {
        App app = register(PAIRWISE);
        Browser alice = stage.signIn("pwd");
        String idToken = JsonMember.read(
                stage.redeem(app, stage.code(app, alice, "openid")).asString(), "id_token");
        Browser bob = stage.signIn("pwd");
        stage.code(app, bob, "openid");
        clock.advance(Duration.ofSeconds(5));
        String bySub = "{\"id_token\":{\"sub\":{\"value\":\"%s\"}}}";
        String known = bySub.formatted(claims(idToken).getSubject());
        String elsewhere = bySub.formatted(alice.user().subject());

        assertThat(silently(app, alice, "id_token_hint", idToken)).containsKey("code");
        assertThat(silently(app, bob, "id_token_hint", idToken)).containsEntry("error", "login_required");
        assertThat(silently(app, alice, "claims", known)).containsKey("code");
        assertThat(silently(app, bob, "claims", known)).containsEntry("error", "login_required");
        assertThat(silently(app, alice, "claims", elsewhere)).containsEntry("error", "login_required");
    }

    @Test
    void Discovery_section_3_says_that_both_are_there() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("subject_types_supported", containsInAnyOrder("public", "pairwise")));
    }

    private Map<String, String> silently(App app, Browser browser, String name, String value) {
        return query(
                browser.get(stage.authorize(app, name, value, "prompt", "none")).header("Location"));
    }

    private Response patch(String change) {
        return stage.administrator()
                .contentType("application/merge-patch+json")
                .body(change)
                .patch("/internal/resources/Client/pairwise");
    }

    private String subject(App app, Browser browser, String redirectUri) throws ParseException {
        Response consent = browser.get(stage.authorize(app, "redirect_uri", redirectUri));
        Response back = stage.approve(browser, consent.header("Location"));
        String code = String.valueOf(
                query(browser.get(back.header("Location")).header("Location")).get("code"));
        Response tokens = stage.token(app)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", redirectUri)
                .formParam("code_verifier", Stage.VERIFIER)
                .post("/token");
        return claims(JsonMember.read(tokens.asString(), "id_token")).getSubject();
    }

    private void refused(Map<String, Object> wrong, String field) {
        registration(wrong)
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_client_metadata")))
                .body(member("error_description", startsWith(field)));
        Map<String, Object> resource = new LinkedHashMap<>(wrong);
        resource.put("auth", Map.of("authorization_code", Map.of("redirect_uri", Stage.REDIRECT_URI)));
        stage.administrator()
                .contentType("application/json")
                .body(resource)
                .put("/internal/resources/Client/wrong-sector")
                .then()
                .statusCode(422)
                .body(member("field", equalTo(field)));
    }

    private static App register(Map<String, Object> more) {
        Response response = registration(more);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }

    private static Response registration(Map<String, Object> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("redirect_uris", List.of(Stage.REDIRECT_URI));
        metadata.putAll(more);
        return given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }
}
