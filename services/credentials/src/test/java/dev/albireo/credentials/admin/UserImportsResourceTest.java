package dev.albireo.credentials.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import dev.albireo.testkit.ForeignPasswords;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Batches of users")
class UserImportsResourceTest {
    private static final String SSHA = "{SSHA}k2vOS9zDZwkPZ4ytjenx1i3vdpDLmRNC";
    private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    Outboxed outboxed;

    @Inject
    Clock clock;

    @Test
    void each_user_of_a_batch_is_created_and_signs_in() {
        String hashed = users.newName();
        String plain = users.newName();
        String without = users.newName();
        Response response = send(
                Map.of("id", hashed, "passwordHash", SSHA, "email", hashed + "@example.com", "emailVerified", true),
                Map.of("userName", plain, "password", "correct horse battery", "groups", List.of("staff")),
                Map.of("userName", without, "displayName", "Ann"));

        response.then()
                .statusCode(200)
                .body("created", equalTo(3))
                .body("unchanged", equalTo(0))
                .body("refused", equalTo(0))
                .body("lines.line", equalTo(List.of(1, 2, 3)))
                .body("lines.userName", equalTo(List.of(hashed, plain, without)))
                .body("lines[0].outcome", equalTo("CREATED"))
                .body("lines[0].subject", notNullValue())
                .body("lines[0].reason", nullValue())
                .body(not(containsString("k2vOS9z")));
        assertThat(Given.login(hashed, ForeignPasswords.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(Given.login(hashed + "@example.com", ForeignPasswords.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        assertThat(Given.login(plain, "correct horse battery").statusCode()).isEqualTo(303);
        admin().get("/internal/resources/User/" + hashed).then().statusCode(200).body("userName", equalTo(hashed));
        admin().get("/internal/resources/User/" + response.path("lines[2].subject"))
                .then()
                .body("displayName", equalTo("Ann"));
    }

    @Test
    void the_facts_are_those_of_a_single_creation() {
        String name = users.newName();
        String subject = send(Map.of(
                        "userName",
                        name,
                        "passwordHash",
                        SSHA,
                        "twoFactor",
                        Map.of("enabled", true, "secretKey", SECRET)))
                .path("lines[0].subject");

        JsonNode user = outboxed.last("albireo.UserChanged.v1", subject).path("user");
        assertThat(user.path("username").asText()).isEqualTo(name);
        assertThat(user.path("version").asInt()).isEqualTo(1);
        assertThat(user.path("totpEnabled").asBoolean()).isTrue();
        assertThat(outboxed.of("albireo.TotpEnabled.v1", subject)).hasSize(1);
        JsonNode record = outboxed.last("albireo.AuditRecorded.v1", subject);
        assertThat(record.path("action").asText()).isEqualTo("user.create");
        assertThat(record.toString()).contains("import").doesNotContain(name, "k2vOS9z", SECRET);
    }

    @Test
    void an_authenticator_application_comes_with_its_user() {
        String name = users.newName();
        send(Map.of("userName", name, "passwordHash", SSHA, "twoFactor", Map.of("enabled", true, "secretKey", SECRET)));
        Visit visit = Visit.anonymous();
        Response login = visit.send("/login", Map.of("username", name, "password", ForeignPasswords.PASSWORD));
        assertThat(login.header("Location")).contains("/login/2fa");
        String code = Totp.code(TotpSecret.parse(SECRET).orElseThrow(), Totp.stepAt(clock.instant()));
        assertThat(visit.post("/login/2fa", Map.of("token", code)).statusCode()).isEqualTo(303);
        assertThat(visit.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void a_batch_that_is_sent_again_changes_nothing() {
        Map<String, Object> first = Map.of("id", users.newName(), "passwordHash", SSHA, "groups", List.of("staff"));
        Map<String, Object> second = Map.of("userName", users.newName(), "password", "correct horse battery");
        Response created = send(first, second);
        Given.login((String) first.get("id"), ForeignPasswords.PASSWORD);

        Response again = send(first, second, Map.of("userName", users.newName()));

        again.then()
                .body("created", equalTo(1))
                .body("unchanged", equalTo(2))
                .body("lines[0].outcome", equalTo("UNCHANGED"))
                .body("lines[0].subject", equalTo(created.path("lines[0].subject")))
                .body("lines[1].outcome", equalTo("UNCHANGED"));
        assertThat(outboxed.of("albireo.UserChanged.v1", created.path("lines[0].subject")))
                .hasSize(1);
        assertThat(outboxed.of("albireo.AuditRecorded.v1", created.path("lines[1].subject")))
                .hasSize(1);
    }

    @Test
    void a_user_that_exists_is_never_changed() {
        String name = users.newName();
        send(Map.of("userName", name, "email", name + "@example.com", "emailVerified", true));
        String other = users.user(false).username();

        Response response = send(
                Map.of("userName", name, "email", "new-" + name + "@example.com", "groups", List.of("staff")),
                Map.of("userName", users.newName(), "email", name + "@EXAMPLE.com", "emailVerified", true),
                Map.of("id", other),
                Map.of("id", users.newName(), "userName", name));

        response.then()
                .body("refused", equalTo(4))
                .body("lines[0].field", equalTo("email"))
                .body("lines[0].reason", containsString("differs in email, emailVerified, groups"))
                .body("lines[1].reason", containsString("belongs to another account"))
                .body("lines[2].outcome", equalTo("REFUSED"))
                .body("lines[3].reason", containsString("belongs to another account"));
    }

    @Test
    void of_two_lines_with_one_name_the_first_is_created() {
        String name = users.newName();
        send(
                        Map.of("userName", name, "displayName", "Ann"),
                        Map.of("userName", name.toUpperCase(Locale.ROOT), "displayName", "Bob"),
                        Map.of("userName", name, "displayName", "Ann"))
                .then()
                .body("lines.outcome", equalTo(List.of("CREATED", "REFUSED", "UNCHANGED")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                     | userName
            {"userName":"a;b"}                                                     | username
            {"userName":"x y","id":"-"}                                            | id
            {"userName":"x1","email":"nonsense"}                                   | email
            {"userName":"x1","unknown":1}                                          | unknown
            {"userName":"x1","resourceType":"Client"}                              | resourceType
            {"userName":"x1","password":"short"}                                   | password
            {"userName":"x1","password":"{SSHA}k2vOS9zDZwkPZ4ytjenx1i3vdpDLmRNC"}  | password
            {"userName":"x1","passwordHash":"$2b$20$short"}                        | passwordHash
            {"userName":"x1","twoFactor":{"enabled":true,"secretKey":"1"}}         | twoFactor.secretKey
            {"userName":"x1","twoFactor":{"enabled":true}}                         | twoFactor.secretKey
            """)
    void a_wrong_line_is_refused_by_its_field_and_the_others_are_created(String wrong, String field) {
        admin().body("{\"users\":[" + wrong + ",{\"userName\":\"" + users.newName() + "\"}]}")
                .post("/internal/user-imports")
                .then()
                .statusCode(200)
                .body("lines[0].outcome", equalTo("REFUSED"))
                .body("lines[0].field", equalTo(field))
                .body("lines[0].reason", notNullValue())
                .body("lines[1].outcome", equalTo("CREATED"));
    }

    @Test
    void what_is_no_object_is_a_refused_line() {
        admin().body("{\"users\":[7,\"x\",null,[]]}")
                .post("/internal/user-imports")
                .then()
                .statusCode(200)
                .body("refused", equalTo(4));
    }

    /** Such a body has many parts, which the filter of the key puts together. */
    @Test
    void a_whole_batch_is_carried_out_once() {
        List<Map<String, Object>> batch = IntStream.range(0, 100)
                .mapToObj(i -> Map.<String, Object>of(
                        "userName", users.newName(), "passwordHash", SSHA, "displayName", "x".repeat(200)))
                .toList();
        String key = "\"" + users.newId() + "\"";
        for (int i = 0; i < 2; i++) {
            admin().header("Idempotency-Key", key)
                    .body(Map.of("users", batch))
                    .post("/internal/user-imports")
                    .then()
                    .statusCode(200)
                    .body("created", equalTo(100));
        }
        send(batch).then().body("unchanged", equalTo(100));
    }

    @Test
    void a_batch_has_a_limited_size() {
        Map<String, Object> user = Map.of("userName", "x");
        admin().body(Map.of("users", Collections.nCopies(101, user)))
                .post("/internal/user-imports")
                .then()
                .statusCode(422)
                .body("field", equalTo("users"));
        admin().body(Map.of("users", List.of()))
                .post("/internal/user-imports")
                .then()
                .statusCode(422);
        admin().body("[]").post("/internal/user-imports").then().statusCode(400);
    }

    @Test
    void a_dry_run_answers_the_same_and_creates_nothing() {
        Map<String, Object> user = Map.of("userName", users.newName(), "passwordHash", SSHA);
        for (int i = 0; i < 2; i++) {
            admin().body(Map.of("users", List.of(user, Map.of("userName", "a;b"))))
                    .post("/internal/user-imports?dryRun=true")
                    .then()
                    .statusCode(200)
                    .body("created", equalTo(1))
                    .body("refused", equalTo(1));
        }
        send(user).then().body("created", equalTo(1));
    }

    @Test
    void of_batches_at_once_one_creates_the_users() {
        List<Map<String, Object>> batch = IntStream.range(0, 20)
                .mapToObj(i -> Map.<String, Object>of("userName", users.newName(), "passwordHash", SSHA))
                .toList();
        List<Response> answers =
                InParallel.all(4, IntStream.range(0, 4).mapToObj(i -> (Callable<Response>) () -> send(batch)));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream().mapToInt(answer -> answer.path("created")).sum())
                .isEqualTo(20);
        assertThat(answers.stream().mapToInt(answer -> answer.path("unchanged")).sum())
                .isEqualTo(60);
    }

    @Test
    void a_role_is_not_given_by_an_import_either() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("userName", users.newName());
        line.put("groups", List.of("administrators"));
        String subject = admin().body(Map.of("username", users.newName(), "groups", List.of("albireo-admins")))
                .post("/internal/users")
                .path("subject");
        given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator(subject))
                .contentType(ContentType.JSON)
                .body(Map.of("users", List.of(line, Map.of("userName", users.newName()))))
                .post("/internal/user-imports")
                .then()
                .statusCode(200)
                .body("lines[0].outcome", equalTo("REFUSED"))
                .body("lines[0].field", equalTo("groups"))
                .body("lines[1].outcome", equalTo("CREATED"));
    }

    @SafeVarargs
    private Response send(Map<String, Object>... lines) {
        return send(List.of(lines));
    }

    private Response send(List<Map<String, Object>> lines) {
        Response response = admin().body(Map.of("users", lines)).post("/internal/user-imports");
        response.then().statusCode(200).body("lines", hasSize(lines.size()));
        return response;
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator())
                .contentType(ContentType.JSON);
    }
}
