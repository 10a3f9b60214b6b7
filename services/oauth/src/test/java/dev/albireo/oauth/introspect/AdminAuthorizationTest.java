package dev.albireo.oauth.introspect;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("An administrator's token at the internal endpoints")
class AdminAuthorizationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String subject = UUID.randomUUID().toString();

    @Inject
    Stage stage;

    @Inject
    Pool db;

    private String grant = "";

    @BeforeEach
    void a_user_is_an_administrator() {
        stage.tell(stage.member(subject, 1, true, "administrators"));
        grant = stage.grant(subject);
        ask(subject).then().statusCode(204);
    }

    @Test
    void threat_26_a_disabled_administrator_is_felt_at_once() {
        stage.tell(stage.member(subject, 2, false, "administrators"));
        refused(ask(subject));
    }

    @Test
    void threat_26_who_left_the_group_is_felt_at_once() {
        stage.tell(stage.member(subject, 2, true, "staff"));
        refused(ask(subject));
        refused(stage.administrator(token(subject)).post("/internal/keys/rotate"));
        refused(stage.administrator(token(subject)).get("/internal/resources/Client"));
    }

    @Test
    void threat_26_a_revoked_grant_is_felt_at_once() {
        db.preparedQuery("UPDATE authorization_grant SET revoked_at = now(), revoked_because = 'logout' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(grant)))
                .await()
                .atMost(LIMIT);
        refused(ask(subject));
    }

    @Test
    void the_grant_of_another_user_does_not_count() {
        String other = UUID.randomUUID().toString();
        stage.tell(stage.member(other, 1, true, "administrators"));
        refused(ask(other));
    }

    @Test
    void a_service_alone_is_no_administrator() {
        given().auth()
                .oauth2(stage.serviceToken())
                .get("/internal/administrator")
                .then()
                .statusCode(403);
        stage.administrator(stage.serviceToken())
                .get("/internal/administrator")
                .then()
                .statusCode(401);
    }

    private String token(String person) {
        return stage.administratorToken(person, grant, "aal2");
    }

    private Response ask(String person) {
        return stage.administrator(token(person)).get("/internal/administrator");
    }

    private static void refused(Response response) {
        response.then().statusCode(403).body(member("detail", equalTo("the user is no longer an administrator")));
    }
}
