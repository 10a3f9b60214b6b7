package dev.albireo.credentials.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.restore.RestoreTask.RestoreAction;
import dev.albireo.events.UserState;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SessionRestoreRecoveryTest {
    private static final String CHANGED = "albireo.UserChanged.v1";

    @Inject
    SessionRestoreRecovery setRight;

    @Inject
    Given given;

    @Inject
    Outboxed outboxed;

    @Test
    void after_a_restore_everybody_is_signed_out_and_told_as_newer_than_the_lost_days() {
        UserState user = given.user(false);
        String cookie = Given.session(user);
        assertThat(account(cookie)).isEqualTo(200);

        carryOut(new RestoreTask(RestoreAction.RESTORED, Instant.parse("2026-11-22T18:00:00Z")));

        assertThat(account(cookie)).isEqualTo(303);
        JsonNode told = outboxed.last(CHANGED, user.subject()).get("user");
        assertThat(told.get("version").asInt()).isEqualTo(user.version() + 1_000_000);
        assertThat(told.get("username").asText()).isEqualTo(user.username());
        assertThat(account(Given.session(user))).as("and signs in again").isEqualTo(200);
    }

    @Test
    void a_task_is_done_once_however_many_replicas_start() throws Exception {
        UserState user = given.user(false);
        RestoreTask task = new RestoreTask(RestoreAction.RESTORED, Instant.parse("2026-11-22T19:00:00Z"));
        Await.inParallel(3, () -> setRight.carryOut(task));
        carryOut(task);
        assertThat(versions(user)).containsExactly(user.version(), user.version() + 1_000_000);
    }

    @Test
    void to_tell_again_changes_nothing() {
        UserState user = given.user(false);
        String cookie = Given.session(user);
        carryOut(new RestoreTask(RestoreAction.TELL_AGAIN, Instant.parse("2026-11-22T20:00:00Z")));
        assertThat(versions(user)).containsExactly(user.version(), user.version());
        assertThat(account(cookie)).isEqualTo(200);
    }

    private List<Integer> versions(UserState user) {
        return outboxed.of(CHANGED, user.subject()).stream()
                .map(event -> event.at("/user/version").asInt())
                .toList();
    }

    private void carryOut(RestoreTask task) {
        Await.on(() -> setRight.carryOut(task));
    }

    private static int account(String cookie) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .cookie("albireo-session", cookie)
                .accept("text/html")
                .get("/account")
                .statusCode();
    }
}
