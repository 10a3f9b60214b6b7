package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.oauth.authorize.SignedRequests.EC;
import static dev.albireo.oauth.authorize.SignedRequests.OKP;
import static dev.albireo.oauth.authorize.SignedRequests.RSA;
import static dev.albireo.oauth.authorize.SignedRequests.register;
import static dev.albireo.oauth.authorize.SignedRequests.registration;
import static dev.albireo.oauth.authorize.SignedRequests.sign;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9101 and OpenID Connect Core section 6.1, request objects by value")
class RFC9101RequestObjectTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of(JWSAlgorithm.RS256, RSA),
                Arguments.of(JWSAlgorithm.PS256, RSA),
                Arguments.of(JWSAlgorithm.ES256, EC),
                Arguments.of(JWSAlgorithm.EdDSA, OKP));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void section_5_1_a_signed_request_leads_to_a_code(JWSAlgorithm algorithm, JWK key) {
        App app = register(key, Map.of());

        Map<String, String> answer = query(signedIn(app, sign(claims(app), algorithm, key)));

        assertThat(answer).containsKey("code").containsEntry("state", "signed");
        stage.redeem(app, String.valueOf(answer.get("code"))).then().statusCode(200);
    }

    @Test
    void section_6_3_only_what_is_signed_counts() {
        App app = app();
        JWTClaimsSet.Builder claims = claims(app).claim("state", null).claim("prompt", "none");

        String location = stage.signIn("pwd")
                .get(stage.authorize(app, "request", signed(claims), "state", "forged", "scope", "openid payment"))
                .header("Location");

        assertThat(query(location)).containsEntry("error", "consent_required").doesNotContainKey("state");
    }

    @Test
    void OIDC_Core_section_6_1_the_redirect_uri_within_goes_before_the_one_beside_it() {
        App app = app();
        String path = stage.authorize(
                app, "request", signed(claims(app).claim("prompt", "none")), "redirect_uri", "https://evil.example/cb");

        assertThat(stage.signIn("pwd").get(path).header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?error=consent_required");
    }

    @Test
    void OIDC_Core_section_6_1_claims_may_be_an_object_and_max_age_a_number() {
        App app = app();
        Map<String, Object> acr = Map.of("id_token", Map.of("acr", Map.of("values", List.of("aal2"))));

        assertThat(signedIn(app, signed(claims(app).claim("claims", acr)))).startsWith("/login/2fa?");
        assertThat(signedIn(app, signed(claims(app).claim("max_age", 60)))).startsWith("/login/2fa?");
    }

    @Test
    void RFC_8707_section_2_several_resources_are_a_list_and_nothing_else_may_be_one() {
        App app = app();
        List<String> resources = List.of("https://a.example/", "https://b.example/");

        assertThat(query(signedIn(app, signed(claims(app).claim("resource", resources)))))
                .containsKey("code");
        assertThat(error(app, signed(claims(app).claim("scope", List.of("openid")))))
                .isEqualTo("invalid_request_object");
    }

    @Test
    void section_4_aud_exp_and_typ_may_be_left_out() {
        App app = app();
        JWTClaimsSet.Builder claims =
                claims(app).audience((String) null).issuer(null).expirationTime(null);

        assertThat(query(signedIn(app, sign(claims, JWSAlgorithm.ES256, EC, "JWT"))))
                .containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id",
                "no client_id",
                "response_type",
                "iss",
                "aud",
                "exp",
                "nbf",
                "iat",
                "request",
                "request_uri",
                "sub",
                "prompt",
                "state",
                "nonce"
            })
    void section_6_3_a_wrong_one_is_refused(String what) {
        App app = app();
        JWTClaimsSet.Builder claims = claims(app);
        switch (what) {
            case "client_id" -> claims.claim("client_id", "other");
            case "no client_id" -> claims.claim("client_id", null);
            case "response_type" -> claims.claim("response_type", "token");
            case "iss" -> claims.issuer("other");
            case "aud" -> claims.audience("https://other.example");
            case "exp" -> claims.expirationTime(in(-11));
            case "nbf" -> claims.notBeforeTime(in(60));
            case "iat" -> claims.issueTime(in(60));
            case "sub" -> claims.subject(app.id());
            case "request", "request_uri" -> claims.claim(what, "x");
            case "nonce" -> claims.claim(what, "a\u0000b");
            default -> claims.claim(what, List.of("login"));
        }

        assertThat(error(app, signed(claims))).isEqualTo("invalid_request_object");
    }

    @Test
    void section_10_1_unsigned_ones_are_not_supported() {
        App app = app();

        assertThat(error(app, new PlainJWT(claims(app).build()).serialize())).isEqualTo("request_not_supported");
    }

    @Test
    void section_6_2_one_that_the_client_did_not_sign_is_refused() {
        App app = app();
        App other = register(SignedRequests.ec(), Map.of());
        App keyless = stage.register();
        String encrypted = Base64URL.encode("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"epk\":"
                        + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\",\"d\":\"AAAA\"}}")
                + "..AAAA.AAAA.AAAA";

        for (String request : List.of(
                "x",
                "..",
                encrypted,
                sign(claims(app), JWSAlgorithm.ES256, SignedRequests.ec()),
                signed(claims(other)))) {
            assertThat(error(app, request)).as(request).isEqualTo("invalid_request_object");
        }
        assertThat(error(other, signed(claims(other)))).isEqualTo("invalid_request_object");
        assertThat(error(keyless, signed(claims(keyless)))).isEqualTo("invalid_request_object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "client-authentication+jwt", "dpop+jwt"})
    void RFC_8725_section_3_11_a_JWT_of_another_kind_is_refused(String type) {
        App app = app();

        assertThat(error(app, sign(claims(app), JWSAlgorithm.ES256, EC, type))).isEqualTo("invalid_request_object");
    }

    @Test
    void Registration_section_2_another_algorithm_than_the_registered_one_is_refused() {
        App app = register(RSA, Map.of("request_object_signing_alg", "PS256"));

        assertThat(query(signedIn(app, sign(claims(app), JWSAlgorithm.PS256, RSA))))
                .containsKey("code");
        assertThat(error(app, sign(claims(app), JWSAlgorithm.RS256, RSA))).isEqualTo("invalid_request_object");
    }

    @Test
    void section_10_5_a_client_that_always_signs_is_refused_otherwise() {
        App app = register(EC, Map.of("require_signed_request_object", true));

        assertThat(query(signedIn(app, signed(claims(app))))).containsKey("code");
        assertThat(query(stage.signIn("pwd").get(stage.authorize(app)).header("Location")))
                .containsEntry("error", "invalid_request");
        push(app, Map.of("redirect_uri", Stage.REDIRECT_URI, "response_type", "code", "scope", "openid"))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @Test
    void section_10_3_such_a_client_signs_anew() {
        App app = register(EC, Map.of("require_signed_request_object", true));

        assertThat(error(app, signed(claims(app).expirationTime(null)))).isEqualTo("invalid_request_object");
        assertThat(error(app, signed(claims(app).expirationTime(in(3700))))).isEqualTo("invalid_request_object");
        assertThat(error(app, signed(claims(app).notBeforeTime(in(-3700))))).isEqualTo("invalid_request_object");
        assertThat(query(signedIn(
                        app, signed(claims(app).notBeforeTime(in(-3000)).expirationTime(in(3000))))))
                .containsKey("code");
    }

    @Test
    void RFC_9700_section_2_1_a_signed_foreign_redirect_uri_is_a_page() {
        App app = app();
        String request = signed(claims(app).claim("redirect_uri", "https://evil.example/"));

        Response response = stage.signIn("pwd").get(stage.authorize(app, "request", request));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.header("Location")).isNull();
    }

    @Test
    void section_6_3_without_a_known_redirect_uri_beside_it_a_broken_one_is_a_page() {
        Response response = stage.signIn("pwd").get("/authorize?client_id=" + app().id() + "&scope=openid&request=x");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.header("Location")).isNull();
    }

    @Test
    void RFC_9126_section_3_it_may_be_pushed() {
        App app = app();
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid");
        Response pushed = push(app, Map.of("request", signed(claims(app)), "state", "forged"));
        pushed.then().statusCode(201).body(member("request_uri", startsWith(AuthorizationRequestResolver.URN)));

        String uri = URLEncoder.encode(JsonMember.read(pushed.asString(), "request_uri"), StandardCharsets.UTF_8);
        String location = browser.get("/authorize?client_id=" + app.id() + "&request_uri=" + uri)
                .header("Location");

        assertThat(query(location)).containsKey("code").containsEntry("state", "signed");
    }

    @Test
    void RFC_9126_section_3_a_pushed_one_must_be_of_the_client_that_pushes() {
        App app = app();
        App other = app();

        push(other, Map.of("request", signed(claims(app))))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request_object")));
        push(app, Map.of("request", new PlainJWT(claims(app).build()).serialize()))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("request_not_supported")));
        push(app, Map.of("request", signed(claims(app).claim("redirect_uri", "https://evil.example/"))))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @Test
    void Registration_section_3_2_what_was_registered_is_told_and_kept() {
        Map<String, Object> more = Map.of(
                "request_object_signing_alg",
                "ES256",
                "require_signed_request_object",
                true,
                "request_uris",
                List.of("https://app.example/request.jwt#hash"));
        Response registered = registration(EC, more);

        registered
                .then()
                .statusCode(201)
                .body(member("request_object_signing_alg", equalTo("ES256")))
                .body(member("require_signed_request_object", equalTo(true)))
                .body(member("request_uris", hasItem("https://app.example/request.jwt#hash")));
        stage.administrator()
                .get("/internal/resources/Client/" + JsonMember.<String>read(registered.asString(), "client_id"))
                .then()
                .body(member("request_object_signing_alg", equalTo("ES256")))
                .body(member("require_signed_request_object", equalTo(true)))
                .body(member("request_uris", hasItem("https://app.example/request.jwt#hash")));
    }

    @Test
    void Registration_section_2_what_cannot_be_is_refused_at_both_doors() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("request_object_signing_alg", "none"),
                Map.of("request_object_signing_alg", "HS256"),
                Map.of("require_signed_request_object", "yes"),
                Map.of("request_uris", "https://app.example/"),
                Map.of("request_uris", List.of("http://app.example/")),
                Map.of("request_uris", List.of("https://10.0.0.1/")),
                Map.of("request_uris", List.of("urn:ietf:params:oauth:request_uri:x")))) {
            String field = wrong.keySet().iterator().next();

            registration(EC, wrong).then().statusCode(400).body(member("error_description", startsWith(field)));
            stage.administrator()
                    .contentType("application/json")
                    .body(declared(wrong))
                    .put("/internal/resources/Client/wrong-requests")
                    .then()
                    .statusCode(422)
                    .body(member("field", equalTo(field)));
        }
    }

    @Test
    void Discovery_section_3_says_what_is_there() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("request_parameter_supported", equalTo(true)))
                .body(member("request_uri_parameter_supported", equalTo(true)))
                .body(member("require_request_uri_registration", equalTo(true)))
                .body(member("request_object_signing_alg_values_supported", hasItem("PS256")))
                .body(member("request_object_signing_alg_values_supported", not(hasItem("none"))));
    }

    private static Map<String, Object> declared(Map<String, Object> fields) {
        Map<String, Object> resource = new LinkedHashMap<>(fields);
        resource.put("grant_types", List.of());
        return resource;
    }

    private App app() {
        return register(EC, Map.of());
    }

    private Response push(App app, Map<String, String> parameters) {
        return stage.token(app).formParams(parameters).post("/par");
    }

    /** Returns the redirect of a browser whose user has given the client full consent. */
    private String signedIn(App app, String request) {
        Browser browser = stage.signIn("pwd");
        String path = "/authorize?client_id=" + app.id() + "&request=" + request;
        String location = browser.get(path).header("Location");
        if (location.startsWith("/consent")) {
            location = browser.get(stage.approve(browser, location).header("Location"))
                    .header("Location");
        }
        return location;
    }

    private String error(App app, String request) {
        Response response = stage.signIn("pwd").get(stage.authorize(app, "request", request));
        assertThat(response.statusCode()).isEqualTo(303);
        return String.valueOf(query(response.header("Location")).get("error"));
    }

    private JWTClaimsSet.Builder claims(App app) {
        return SignedRequests.claims(app, clock.instant());
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return sign(claims, JWSAlgorithm.ES256, EC);
    }

    private Date in(int seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }
}
