package dev.albireo.oauth.restore;

import static io.restassured.RestAssured.given;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Uses a time long ago, so that the sessions of other tests are not affected. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GrantRestoreStoreTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Instant AT = Instant.parse("2018-12-01T00:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2017-12-01T00:00:00Z");
    private static final String SESSION = """
            INSERT INTO session (id, version, subject, cookie_hash, proofs, mfa_required, created_at, last_seen_at, expires_at, idle_seconds)
            VALUES ($1, 1, $1, $2, '[]', false, $3, $3, $3 + interval '12 hours', 3600)
            """;

    @Inject
    GrantRestoreStore store;

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @Test
    void every_session_from_before_is_over_once_and_no_later_one() {
        UUID before = session(AT.minusSeconds(1));
        UUID after = session(AT.plusSeconds(1));

        assertThat(endSessions()).isTrue();
        assertThat(reason(before)).isEqualTo("restored");
        assertThat(reason(after)).isEqualTo("none");

        UUID late = session(AT.minusSeconds(2));
        assertThat(endSessions()).as("another replica with the same setting").isFalse();
        assertThat(reason(late)).isEqualTo("none");
    }

    @Test
    void an_owner_ends_every_session_from_before_with_the_grants_that_outlive_it() {
        UUID before = session(LONG_AGO.minusSeconds(1));
        UUID after = session(LONG_AGO.plusSeconds(1));

        given().auth()
                .oauth2(stage.serviceToken())
                .contentType(ContentType.JSON)
                .body(Map.of("before", LONG_AGO.toString()))
                .post("/internal/earlier-sessions/end")
                .then()
                .statusCode(204);

        assertThat(reason(before)).isEqualTo("revoked");
        assertThat(reason(after)).isEqualTo("none");
        given().auth()
                .oauth2(stage.serviceToken())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/internal/earlier-sessions/end")
                .then()
                .statusCode(422);
    }

    private boolean endSessions() {
        return store.endSessions(AT, AT.plusSeconds(9)).await().atMost(LIMIT);
    }

    private UUID session(Instant createdAt) {
        UUID id = UUID.randomUUID();
        db.preparedQuery(SESSION)
                .execute(Tuple.of(id, "c" + id, createdAt.atOffset(UTC)))
                .await()
                .atMost(LIMIT);
        return id;
    }

    private String reason(UUID session) {
        return db.preparedQuery("SELECT coalesce(end_reason, 'none') AS reason FROM session WHERE id = $1")
                .execute(Tuple.of(session))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getString("reason");
    }
}
