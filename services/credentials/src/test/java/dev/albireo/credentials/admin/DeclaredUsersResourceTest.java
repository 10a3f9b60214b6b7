package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.user.Users;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The User resource")
class DeclaredUsersResourceTest {
    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    Users accounts;

    @Inject
    Outboxed outboxed;

    @Test
    void the_seed_s_body_makes_a_user_who_signs_in_by_id() {
        String id = users.newName();
        put(id, Map.of("id", "something-else", "password", "password"))
                .then()
                .statusCode(201)
                .header("ETag", "W/\"1\"")
                .body(member("resourceType", equalTo("User")))
                .body(member("id", equalTo(id)))
                .body(member("userName", equalTo(id)))
                .body(member("password", nullValue()))
                .body(member("twoFactor.enabled", is(false)))
                .body(member("meta.versionId", equalTo("1")))
                .body(member("meta.lastUpdated", matchesRegex("\\d{4}-.*Z")));
        assertThat(Given.login(id, "password").statusCode()).isEqualTo(303);
    }

    @Test
    void the_rejection_of_another_login_name_says_where_the_resource_is() {
        var user = users.user(false);
        String resource = user.username() + " is a login name of User/" + user.subject();

        get(user.username()).then().statusCode(404).body(member("detail", equalTo(resource)));
        patch(user.username(), Map.of("displayName", "Ann"))
                .then()
                .statusCode(404)
                .body(member("detail", equalTo(resource)));
        admin().delete(path(user.username())).then().statusCode(404).body(member("detail", equalTo(resource)));
        put(user.username(), Map.of()).then().statusCode(409).body(member("detail", equalTo(resource)));
        get(user.subject()).then().statusCode(200).body(member("userName", equalTo(user.username())));
    }

    @Test
    void every_name_of_a_user_opens_the_account() {
        String id = users.newName();
        put(
                id,
                Map.of(
                        "userName",
                        "Name " + id,
                        "email",
                        id + "@example.com",
                        "emailVerified",
                        true,
                        "password",
                        "password"));
        assertThat(Given.login(id, "password").statusCode()).isEqualTo(303);
        assertThat(Given.login("name " + id, "password").statusCode()).isEqualTo(303);
        assertThat(Given.login(id + "@EXAMPLE.com", "password").statusCode()).isEqualTo(303);

        put(id, Map.of("userName", "Other " + id)).then().statusCode(200);
        assertThat(Given.login("name " + id, "password").statusCode()).isEqualTo(401);
        assertThat(Given.login(id + "@example.com", "password").statusCode()).isEqualTo(401);
        assertThat(Given.login("other " + id, "password").statusCode()).isEqualTo(303);
    }

    @Test
    void Core_section_5_1_an_address_is_verified_only_where_that_is_said() {
        String id = users.newName();
        put(id, Map.of("email", id + "@example.com")).then().body(member("emailVerified", equalTo(false)));
        put(id, Map.of("email", id + "@example.com", "emailVerified", true))
                .then()
                .body(member("emailVerified", equalTo(true)));
        patch(id, Map.of("displayName", "Ann")).then().body(member("emailVerified", equalTo(true)));
        patch(id, Map.of("email", "other-" + id + "@example.com")).then().body(member("emailVerified", equalTo(false)));
    }

    @Test
    void Core_section_5_1_a_phone_number_is_verified_only_where_that_is_said() {
        String id = users.newName();
        put(id, Map.of("phoneNumber", "+4915100000001", "phoneNumberVerified", true));
        patch(id, Map.of("displayName", "Ann")).then().body(member("phoneNumberVerified", equalTo(true)));
        patch(id, Map.of("phoneNumber", "+4915100000002")).then().body(member("phoneNumberVerified", nullValue()));
    }

    @Test
    void an_empty_text_is_an_absent_one_except_as_a_password() {
        String id = users.newName();
        put(id, Map.of("email", "", "website", "", "twoFactor", Map.of("transport", "")))
                .then()
                .statusCode(201)
                .body(member("email", nullValue()))
                .body(member("website", nullValue()))
                .body(member("twoFactor.transport", nullValue()));
        put(id, Map.of("password", "")).then().statusCode(422).body(member("field", equalTo("password")));
    }

    @Test
    void a_new_password_voids_the_grants_of_applications_and_the_current_one_does_not() {
        String id = users.newName();
        put(id, Map.of("password", "password"));
        put(id, Map.of("password", "password"));
        assertThat(grantsVoidBefore(id)).isNull();

        patch(id, Map.of("password", "another password")).then().statusCode(200);
        assertThat(grantsVoidBefore(id)).isNotNull();
    }

    private @Nullable Instant grantsVoidBefore(String id) {
        return Await.on(() -> accounts.byLoginName(id)).orElseThrow().grantsVoidBefore();
    }

    @Test
    void the_same_secret_of_an_application_changes_nothing_writes_no_audit_and_ends_no_session() {
        String id = users.newName();
        Map<String, ?> body = Map.of(
                "password",
                "password",
                "twoFactor",
                Map.of("enabled", true, "secretKey", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        put(id, body).then().statusCode(201);
        String subject = Await.on(() -> accounts.byLoginName(id)).orElseThrow().subject();
        String session = Given.login(id, "password").cookie("albireo-session");
        int enabled = outboxed.of("albireo.TotpEnabled.v1", subject).size();
        int recorded = outboxed.of("albireo.AuditRecorded.v1", subject).size();
        assertThat(enabled).isEqualTo(1);
        assertThat(recorded).isPositive();

        put(id, body).then().statusCode(200).body(member("meta.versionId", equalTo("1")));
        patch(id, Map.of("twoFactor", Map.of("enabled", true, "secretKey", "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ=")))
                .then()
                .statusCode(200)
                .body(member("meta.versionId", equalTo("1")));
        assertThat(account(session))
                .as("the session waits for its second factor")
                .isEqualTo(303);
        assertThat(secondFactor(session)).isEqualTo(200);
        assertThat(outboxed.of("albireo.TotpEnabled.v1", subject)).hasSize(enabled);
        assertThat(outboxed.of("albireo.AuditRecorded.v1", subject)).hasSize(recorded);

        patch(id, Map.of("twoFactor", Map.of("enabled", true, "secretKey", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")));
        assertThat(secondFactor(session)).isEqualTo(303);
        assertThat(outboxed.of("albireo.TotpEnabled.v1", subject)).hasSize(enabled + 1);
    }

    @Test
    void one_user_s_id_is_never_another_s_name() {
        String id = users.newName();
        String other = users.newName();
        put(id, Map.of()).then().statusCode(201);
        put(other, Map.of("userName", id)).then().statusCode(409);
        put(other, Map.of("email", id)).then().statusCode(422).body(member("field", equalTo("email")));
        get(other).then().statusCode(404);
    }

    @Test
    void putting_the_same_again_changes_nothing_and_ends_no_session() {
        String id = users.newName();
        put(id, Map.of("password", "password"));
        String session = Given.login(id, "password").cookie("albireo-session");
        put(id, Map.of("password", "password")).then().statusCode(200).body(member("meta.versionId", equalTo("1")));
        assertThat(account(session)).isEqualTo(200);

        put(id, Map.of("password", "another password")).then().statusCode(200);
        assertThat(account(session)).isEqualTo(303);
        assertThat(Given.login(id, "another password").statusCode()).isEqualTo(303);
    }

    @Test
    void a_dry_run_answers_what_a_write_would_and_leaves_all_as_it_is() {
        String id = users.newName();
        dryRun(id, Map.of("password", "password")).then().statusCode(201).body(member("id", equalTo(id)));
        get(id).then().statusCode(404);
        put(id, Map.of("password", "password"));
        String session = Given.login(id, "password").cookie("albireo-session");

        dryRun(id, Map.of("inactive", true, "displayName", "Alice", "password", "another password"))
                .then()
                .statusCode(200)
                .body(member("inactive", is(true)))
                .body(member("displayName", equalTo("Alice")))
                .body(member("meta.versionId", equalTo("2")));
        dryRun(id, Map.of("passwort", "x")).then().statusCode(422);
        get(id).then().body(member("inactive", is(false))).body(member("meta.versionId", equalTo("1")));
        assertThat(account(session)).isEqualTo(200);
        assertThat(Given.login(id, "password").statusCode()).isEqualTo(303);
    }

    @Test
    void what_protects_an_account_stays_unless_it_is_named() {
        String id = users.newName();
        put(id, Map.of("password", "password", "requires2fa", true, "groups", List.of("staff"), "inactive", true));
        put(id, Map.of("displayName", "Alice"))
                .then()
                .body(member("requires2fa", is(true)))
                .body(member("groups", hasItem("staff")))
                .body(member("inactive", is(true)))
                .body(member("displayName", equalTo("Alice")));
        put(id, Map.of("requires2fa", false, "groups", List.of(), "inactive", false))
                .then()
                .body(member("requires2fa", is(false)))
                .body(member("groups", not(hasItem("staff"))))
                .body(member("displayName", nullValue()));
        assertThat(Given.login(id, "password").statusCode()).isEqualTo(303);
    }

    @Test
    void a_closed_account_loses_its_sessions() {
        String id = users.newName();
        put(id, Map.of("password", "password"));
        String session = Given.login(id, "password").cookie("albireo-session");
        patch(id, Map.of("inactive", true)).then().statusCode(200);
        assertThat(account(session)).isEqualTo(303);
        assertThat(Given.login(id, "password").statusCode()).isEqualTo(401);
    }

    @Test
    void a_patch_changes_what_it_names_alone() {
        String id = users.newName();
        put(id, Map.of("name", Map.of("givenName", "Ada", "familyName", "King"), "phoneNumber", "+33123"));
        patch(id, Map.of("name", Map.of("familyName", "Lovelace")))
                .then()
                .statusCode(200)
                .body(member("name.givenName", equalTo("Ada")))
                .body(member("name.familyName", equalTo("Lovelace")))
                .body(member("phoneNumber", equalTo("+33123")))
                .body(member("meta.versionId", equalTo("2")));
        patch(users.newName(), Map.of("title", "x")).then().statusCode(404);
    }

    @Test
    void OIDC_Core_section_5_1_every_standard_claim_can_be_given() {
        String id = users.newName();
        Map<String, Object> address = Map.of("streetAddress", "1 Quai", "locality", "Paris", "country", "FR");
        put(id, Map.of("birthdate", "1815-12-10", "address", address, "phoneNumberVerified", true));
        patch(id, Map.of("address", Map.of("postalCode", "75001")))
                .then()
                .statusCode(200)
                .body(member("birthdate", equalTo("1815-12-10")))
                .body(member("address.streetAddress", equalTo("1 Quai")))
                .body(member("address.postalCode", equalTo("75001")))
                .body(member("phoneNumberVerified", is(true)));
        put(id, Map.of()).then().body(member("address", nullValue())).body(member("phoneNumberVerified", nullValue()));
        put(id, Map.of("address", Map.of("planet", "Mars")))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("address.planet")));
    }

    @Test
    void an_administrator_gives_and_takes_an_authenticator_application_and_its_key_is_never_shown() {
        String id = users.newName();
        String key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        put(id, Map.of("password", "password", "twoFactor", Map.of("enabled", true, "secretKey", key)))
                .then()
                .statusCode(201)
                .body(member("twoFactor.enabled", is(true)))
                .body(member("twoFactor.secretKey", nullValue()));
        assertThat(Given.login(id, "password").header("Location")).endsWith("/login/2fa");
        String shown = get(id).then().body(not(containsString(key))).extract().asString();
        admin().body(shown).put(path(id)).then().statusCode(200).body(member("twoFactor.enabled", is(true)));

        patch(id, Map.of("twoFactor", Map.of("enabled", false))).then().body(member("twoFactor.enabled", is(false)));
        assertThat(Given.login(id, "password").header("Location")).endsWith("/account");
    }

    @Test
    void a_condition_that_does_not_hold_changes_nothing() {
        String id = users.newName();
        admin().header("If-Match", "*").body(Map.of()).put(path(id)).then().statusCode(412);
        put(id, Map.of());
        admin().header("If-Match", "W/\"7\"")
                .body(Map.of("title", "x"))
                .put(path(id))
                .then()
                .statusCode(412);
        admin().header("If-Match", "W/\"1\"")
                .body(Map.of("displayName", "x"))
                .put(path(id))
                .then()
                .statusCode(200);
    }

    @Test
    void an_account_made_in_another_way_is_a_resource_too() {
        var user = users.user(false);
        get(user.subject()).then().statusCode(200).body(member("userName", equalTo(user.username())));
        patch(user.subject(), Map.of("displayName", "Bob")).then().statusCode(200);
    }

    @Test
    void a_deleted_user_is_gone_with_all_sessions() {
        String id = users.newName();
        put(id, Map.of("password", "password"));
        String session = Given.login(id, "password").cookie("albireo-session");
        admin().delete(path(id)).then().statusCode(200).body(member("id", equalTo(id)));
        get(id).then().statusCode(404);
        admin().delete(path(id)).then().statusCode(404);
        assertThat(account(session)).isEqualTo(303);
        put(id, Map.of("password", "password")).then().statusCode(201);
    }

    @Test
    void the_list_goes_on_where_it_ended() {
        String id = users.newName();
        put(id + "-a", Map.of());
        put(id + "-b", Map.of());
        String next = JsonMember.read(
                admin().queryParam("after", id)
                        .queryParam("limit", 1)
                        .get("/internal/resources/User")
                        .then()
                        .body(member("items[0].id", equalTo(id + "-a")))
                        .extract()
                        .asString(),
                "next");
        admin().queryParam("after", next)
                .queryParam("limit", 1)
                .get("/internal/resources/User")
                .then()
                .body(member("items[0].id", equalTo(id + "-b")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"favouriteColour":"red"}              | favouriteColour
            {"twoFactor":{"enabled":"yes"}}        | twoFactor.enabled
            {"twoFactor":{"enabled":true}}         | twoFactor.secretKey
            {"twoFactor":{"secretKey":"x"}}        | twoFactor.secretKey
            {"twoFactor":{"colour":"red"}}         | twoFactor.colour
            {"name":{"first":"Ada"}}               | name.first
            {"password":"short"}                   | password
            {"password":12345678}                  | password
            {"email":"unknown"}                     | email
            {"groups":"staff"}                     | groups
            {"inactive":1}                         | inactive
            {"twoFactor":{"transport":"a\\u0000b"}}  | twoFactor.transport
            {"twoFactor":{"transport":"a\\u0007b"}}  | twoFactor.transport
            {"displayName":"a\\u0000b"}            | displayName
            {"address":{"locality":"a\\u0000b"}}   | address.locality
            {"groups":["a\\u0000b"]}               | groups
            """)
    void what_is_wrong_is_named(String body, String field) {
        admin().body(body).put(path(users.newName())).then().statusCode(422).body(member("field", equalTo(field)));
    }

    @ParameterizedTest
    @CsvSource({"a b", "-x", "ä"})
    void an_id_is_a_plain_word(String id) {
        admin().body(Map.of())
                .put("/internal/resources/User/{id}", id)
                .then()
                .statusCode(422)
                .body(member("field", equalTo("id")));
    }

    @Test
    void a_body_that_is_no_object_is_refused() {
        admin().body("[]").put(path(users.newName())).then().statusCode(400);
        admin().body("nonsense").put(path(users.newName())).then().statusCode(400);
        admin().put(path(users.newName())).then().statusCode(400);
    }

    private Response put(String id, Map<String, ?> body) {
        return admin().body(body).put(path(id));
    }

    private Response dryRun(String id, Map<String, ?> body) {
        return admin().body(body).put(path(id) + "?dryRun=true");
    }

    private Response patch(String id, Map<String, ?> body) {
        return admin().body(body).patch(path(id));
    }

    private Response get(String id) {
        return admin().get(path(id));
    }

    private static String path(String id) {
        return "/internal/resources/User/" + id;
    }

    private static int account(String session) {
        return page(session, "/account");
    }

    private static int secondFactor(String session) {
        return page(session, "/login/2fa");
    }

    private static int page(String session, String path) {
        return given().redirects()
                .follow(false)
                .cookie("albireo-session", session)
                .get(path)
                .statusCode();
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator("aal2", "administrators"))
                .contentType(ContentType.JSON);
    }
}
