package dev.albireo.oauth.client.registration;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(Guarded.class)
@DisplayName("Software statements, RFC 7591 section 2.3")
class RFC7591SoftwareStatementTest {
    private static final String APPROVED_NAME = "Approved shop";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_2_3_what_the_statement_says_counts_for_more_than_what_the_client_says() {
        String statement = StatementIssuer.signed(claims().build());

        Response registered = register(statement);

        registered
                .then()
                .statusCode(201)
                .body(member("client_name", equalTo(APPROVED_NAME)))
                .body(member("software_id", equalTo("shop-9")))
                .body(member("redirect_uris[0]", equalTo("https://approved.example/cb")))
                .body(member("client_uri", equalTo("https://client.example")));
    }

    @Test
    void section_3_2_1_the_statement_is_told_again_unchanged() {
        String statement = StatementIssuer.signed(claims().build());
        Response registered = register(statement);

        registered.then().body(member("software_statement", equalTo(statement)));
        given().auth()
                .oauth2(JsonMember.read(registered.asString(), "registration_access_token"))
                .get("/connect/register/" + JsonMember.read(registered.asString(), "client_id"))
                .then()
                .statusCode(200)
                .body(member("software_statement", equalTo(statement)));
    }

    @Test
    void no_software_statement_grants_unregistrable_metadata() {
        refused(
                register(StatementIssuer.signed(
                        claims().claim("scope", "openid albireo:admin").build())),
                "invalid_client_metadata");
        refused(
                register(StatementIssuer.signed(claims().claim("redirect_uris", List.of("http://approved.example"))
                        .build())),
                "invalid_redirect_uri");
        refused(register(StatementIssuer.signed(claims().claim("client_name", 5).build())), "invalid_client_metadata");
    }

    @Test
    void section_3_2_2_one_whose_issuer_is_not_trusted_is_not_approved() {
        refused(
                register(StatementIssuer.signed(
                        claims().issuer("https://evil.example").build(), StatementIssuer.key("issuer"))),
                "unapproved_software_statement");
    }

    @Test
    void section_3_2_2_one_that_its_issuer_did_not_sign_is_invalid() {
        refused(
                register(StatementIssuer.signed(claims().build(), StatementIssuer.key("issuer"))),
                "invalid_software_statement");
        refused(register(new PlainJWT(claims().build()).serialize()), "invalid_software_statement");
        refused(register("no.jwt.at-all"), "invalid_software_statement");
    }

    @Test
    void threat_25_one_that_brings_its_own_key_is_invalid() throws Exception {
        ECKey own = StatementIssuer.key("own");
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(own.toPublicJWK()).build(), claims().build());
        jwt.sign(new ECDSASigner(own));

        refused(register(jwt.serialize()), "invalid_software_statement");
    }

    @Test
    void one_of_another_time_or_for_another_server_is_invalid() {
        Date past = Date.from(clock.instant().minus(Duration.ofMinutes(1)));
        Date future = Date.from(clock.instant().plus(Duration.ofMinutes(1)));
        for (JWTClaimsSet claims : List.of(
                claims().expirationTime(past).build(),
                claims().notBeforeTime(future).build(),
                claims().issueTime(future).build(),
                claims().audience("https://other.example").build(),
                claims().issuer(null).build())) {
            refused(register(StatementIssuer.signed(claims)), "invalid_software_statement");
        }
        register(StatementIssuer.signed(claims().expirationTime(future)
                        .issueTime(past)
                        .audience(PostgresResource.ISSUER)
                        .build()))
                .then()
                .statusCode(201);
    }

    @Test
    void one_of_another_type_is_no_statement() throws Exception {
        ECKey own = StatementIssuer.key();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims().build());
        jwt.sign(new ECDSASigner(own));

        refused(register(jwt.serialize()), "invalid_software_statement");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(StatementIssuer.NAME)
                .claim("software_id", "shop-9")
                .claim("client_name", APPROVED_NAME)
                .claim("redirect_uris", List.of("https://approved.example/cb"));
    }

    private Response register(String statement) {
        String token = JsonMember.read(
                stage.administrator()
                        .contentType(ContentType.JSON)
                        .body(Map.of("label", "statements"))
                        .post("/internal/initial-access-tokens")
                        .asString(),
                "token");
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "software_statement",
                        statement,
                        "client_name",
                        "What I call myself",
                        "client_uri",
                        "https://client.example",
                        "redirect_uris",
                        List.of("https://client.example/cb")))
                .post("/connect/register");
    }

    private static void refused(Response response, String error) {
        response.then().statusCode(400).body(member("error", equalTo(error)));
    }
}
