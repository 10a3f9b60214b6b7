package dev.albireo.credentials.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.testkit.ForeignPasswords;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Password hashes at the doors where users are declared")
class PasswordHashTest {
    /** Of "correct horse bättery", by htpasswd. */
    private static final String BCRYPT = "$2y$10$eD7ZWjaHD8kY6Io59u9I8Ohs8YAX9UEGpt7tVqSGzigK0Xgetxmxi";

    /** Of the same password, by passlib. */
    private static final String SSHA = "{SSHA}k2vOS9zDZwkPZ4ytjenx1i3vdpDLmRNC";

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    Pool db;

    @Test
    void a_declared_hash_is_replaced_at_the_first_sign_in() {
        String id = users.newName();
        Response created = put(id, Map.of("passwordHash", BCRYPT));
        created.then().statusCode(201).body(not(containsString("passwordHash"))).body(not(containsString("eD7ZWja")));
        assertThat(stored(created)).isEqualTo(BCRYPT);

        assertThat(Given.login(id, "wrong horse battery").statusCode()).isEqualTo(401);
        assertThat(stored(created)).isEqualTo(BCRYPT);
        assertThat(Given.login(id, ForeignPasswords.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(stored(created)).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
        assertThat(Given.login(id, ForeignPasswords.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void declaring_it_again_keeps_the_password_that_the_user_has() {
        String id = users.newName();
        put(id, Map.of("passwordHash", BCRYPT)).then().statusCode(201);
        Given.login(id, ForeignPasswords.PASSWORD);
        String session = Given.login(id, ForeignPasswords.PASSWORD).cookie("albireo-session");

        Response again = put(id, Map.of("passwordHash", SSHA));

        again.then().statusCode(200).header("ETag", "W/\"1\"");
        assertThat(stored(again)).startsWith("$argon2id$");
        given().cookie("albireo-session", session).get("/account").then().statusCode(200);
    }

    @Test
    void a_user_without_a_password_gets_it_by_a_patch() {
        String id = users.newName();
        put(id, Map.of()).then().statusCode(201);
        admin().body(Map.of("passwordHash", SSHA)).patch(path(id)).then().statusCode(200);
        assertThat(Given.login(id, ForeignPasswords.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void the_object_of_a_Keycloak_export_is_a_hash_too() {
        String id = users.newName();
        Map<String, Object> secret = Map.of(
                "value",
                "c3K83r/2xyGYOiJF1cdOCNCQR/r/flLe1NcmO5TCZ47AWmjG2SGXxj4lyHswpWgvwtpL+ArMVgApO0En/vrPVA==",
                "salt",
                "ilt6Ak4TSmGzig1fvjmZhw==");
        Map<String, Object> data = Map.of("hashIterations", 27500, "algorithm", "pbkdf2-sha256");
        put(id, Map.of("passwordHash", Map.of("secretData", secret, "credentialData", data)))
                .then()
                .statusCode(201);
        assertThat(Given.login(id, ForeignPasswords.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void a_hash_that_is_not_accepted_is_refused_by_its_field_and_not_repeated() {
        for (Object hash : new Object[] {"hush-hush", "$2b$20$" + "a".repeat(53), 7, java.util.List.of(BCRYPT)}) {
            put(users.newName(), Map.of("passwordHash", hash))
                    .then()
                    .statusCode(422)
                    .body("field", equalTo("passwordHash"))
                    .body("detail", startsWith("passwordHash "))
                    .body("detail", not(containsString("hush-hush")));
        }
        put(users.newName(), Map.of("passwordHash", SSHA, "password", "correct horse battery"))
                .then()
                .statusCode(422)
                .body("field", equalTo("passwordHash"));
    }

    @Test
    void a_hash_is_no_password_at_any_door() {
        String id = users.newName();
        Response user = put(id, Map.of("password", "correct horse battery"));
        for (String hash : new String[] {BCRYPT, SSHA}) {
            Map<String, String> password = Map.of("password", hash);
            refused(put(id, password));
            refused(put(users.newName(), password));
            refused(admin().body(password).patch(path(id)));
            refused(admin().body(password).put("/internal/users/" + subject(user) + "/password"));
            refused(admin().body(password).patch("/internal/users/" + subject(user)));
            refused(admin().body(Map.of("username", users.newName(), "password", hash))
                    .post("/internal/users"));
        }
        assertThat(Given.login(id, "correct horse battery").statusCode()).isEqualTo(303);
    }

    private static void refused(Response response) {
        assertThat(response.asString())
                .contains("password must not be a password hash", "\"field\":\"password\"")
                .doesNotContain("eD7ZWja", "k2vOS9z");
    }

    private String stored(Response user) {
        UUID subject = subject(user);
        return Await.on(() -> db.preparedQuery("SELECT phc FROM password WHERE subject = $1")
                .execute(Tuple.of(subject))
                .map(rows -> rows.iterator().next().getString("phc")));
    }

    private UUID subject(Response user) {
        return UUID.fromString(admin().body(Map.of("username", user.<String>path("userName")))
                .post("/internal/users/lookup")
                .path("subject"));
    }

    private Response put(String id, Map<String, ?> body) {
        return admin().body(body).put(path(id));
    }

    private static String path(String id) {
        return "/internal/resources/User/" + id;
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator())
                .contentType(ContentType.JSON);
    }
}
