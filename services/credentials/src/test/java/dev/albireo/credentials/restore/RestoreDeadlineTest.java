package dev.albireo.credentials.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.ShortDeadline;
import dev.albireo.credentials.restore.RestoreTask.RestoreAction;
import dev.albireo.testkit.PostgresResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ShortDeadline.class)
@DisplayName("A replica that starts while another recovers from a restore waits, longer than any request would")
class RestoreDeadlineTest {
    /** More than the deadline of a statement in the profile. */
    private static final Duration LONG = Duration.ofMillis(1_500);

    @Inject
    SessionRestoreRecovery recovery;

    @Inject
    AgroalDataSource database;

    @Test
    void for_the_begin_of_the_other() throws Exception {
        waits("2026-11-23T18:00:00Z", "ROLLBACK");
    }

    @Test
    void for_each_page_of_the_other() throws Exception {
        waits("2026-11-23T19:00:00Z", "COMMIT");
    }

    /** The other one has begun the task, and holds its row. */
    private void waits(String at, String end) throws Exception {
        RestoreTask task = new RestoreTask(RestoreAction.TELL_AGAIN, Instant.parse(at));
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO restore_task (kind, at, begun_at, stage, told) VALUES ('TELL_AGAIN', '" + at
                    + "', now(), 'USERS', '00000000-0000-0000-0000-000000000000')");
            if (end.equals("COMMIT")) {
                statement.execute("COMMIT; BEGIN; SELECT FROM restore_task WHERE at = '" + at + "' FOR UPDATE");
            }
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> Await.on(() -> recovery.carryOut(task)));
            await().atMost(Duration.ofSeconds(30)).until(() -> hasWaited(LONG));
            assertThat(waiting).isNotDone();
            statement.execute(end);
            other.setAutoCommit(true);
            waiting.get();
        }
    }

    /** Whether a transaction that waits for a lock is older than this. */
    private boolean hasWaited(Duration duration) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE wait_event_type = 'Lock' AND now() - xact_start > interval '%d milliseconds'
                        """.formatted(duration.toMillis()))) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
