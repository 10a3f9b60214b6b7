package dev.albireo.credentials.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The audit trail of anonymous failures is bounded, and its numbers are right")
class AnonymousFailuresTest {
    private static final String RECORDED =
            "SELECT coalesce(payload::jsonb #>> '{detail,attempts}', '1') AS attempts FROM outbox"
                    + " WHERE payload::jsonb ->> 'address' LIKE $1 ORDER BY id";

    private static final String NEWER =
            "INSERT INTO anonymous_failure (action, why, network, minute, attempts, address)"
                    + " VALUES ($1, 'passkey', '203.0.114.0', '2020-01-01', 9, '203.0.114.1')";
    private static final String TAKEN = "WITH taken AS (DELETE FROM anonymous_failure WHERE action = $1 RETURNING 1)"
            + " SELECT count(*) FROM taken";

    @Inject
    Audit audit;

    @Inject
    AnonymousFailures failures;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @BeforeEach
    void the_minute_is_new() {
        clock.advance(Duration.ofMinutes(5));
        endMinutes();
    }

    @Test
    void a_thousand_from_one_network_leave_five_records_and_one_with_the_number_of_the_others() throws Exception {
        Await.inParallel(4, () -> refused("198.51.100.7").chain(() -> refused("198.51.100.8")));
        for (int i = 8; i < 1000; i++) {
            String address = "198.51.100." + i % 250;
            Await.on(() -> refused(address));
        }
        assertThat(recorded("198.51.100.%")).isEqualTo(Collections.nCopies(5, "1"));

        endMinutes();
        endMinutes();

        assertThat(recorded("198.51.100.%")).containsExactly("1", "1", "1", "1", "1", "995");
    }

    @Test
    void a_minute_that_goes_on_has_no_number_yet() {
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 7; i++) {
            Await.on(() -> refused("198.51.101.1"));
        }

        Await.on(failures::recordCounts);

        assertThat(recorded("198.51.101.%")).hasSize(5);
        endMinutes();
        assertThat(recorded("198.51.101.%")).containsExactly("1", "1", "1", "1", "1", "2");
    }

    @Test
    void networks_reasons_and_minutes_are_counted_apart() {
        for (int i = 0; i < 6; i++) {
            Await.on(() -> refused("203.0.113.1"));
            Await.on(() -> failures.add(AuditAction.LOGIN, null, "passkey", "203.0.113.1"));
        }
        Await.on(() -> refused("192.0.2.7"));
        clock.advance(Duration.ofMinutes(1));
        Await.on(() -> refused("203.0.113.1"));

        endMinutes();

        assertThat(recorded("203.0.113.%")).hasSize(5 + 5 + 1 + 1 + 1);
        assertThat(recorded("192.0.2.7")).containsExactly("1");
    }

    @Test
    void who_is_signed_in_has_a_record_for_each_failure() {
        String subject = UUID.randomUUID().toString();
        for (int i = 0; i < 20; i++) {
            Await.on(() -> audit.record(audit.refused(
                    subject, AuditAction.LOGIN_FURTHER_PROOF, subject, Map.of("why", "code: wrong"), "198.51.102.1")));
        }

        assertThat(recorded("198.51.102.1")).isEqualTo(Collections.nCopies(20, "1"));
    }

    @Test
    void an_attempt_without_an_address_has_a_record() {
        String target = UUID.randomUUID().toString();
        for (int i = 0; i < 6; i++) {
            Await.on(() -> failures.add(AuditAction.LOGIN, target, "password: wrong", null));
        }

        assertThat(count("SELECT count(*) FROM outbox WHERE payload::jsonb ->> 'target' = $1", target))
                .isEqualTo(6);
    }

    @Test
    void counts_of_an_action_of_a_newer_release_are_left_to_its_replicas() {
        String action = "of-a-newer-release";
        Await.on(() -> db.preparedQuery(NEWER).execute(Tuple.of(action)));
        for (int i = 0; i < 6; i++) {
            Await.on(() -> refused("203.0.115.1"));
        }

        endMinutes();

        assertThat(recorded("203.0.115.1")).hasSize(5 + 1);
        assertThat(count(TAKEN, action)).isEqualTo(1);
    }

    private long count(String query, String value) {
        return Await.on(() -> db.preparedQuery(query)
                .execute(Tuple.of(value))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private Uni<Void> refused(String address) {
        return failures.add(AuditAction.LOGIN, null, "password: wrong", address);
    }

    private void endMinutes() {
        clock.advance(Duration.ofMinutes(2));
        Await.on(failures::recordCounts);
    }

    private List<String> recorded(String addresses) {
        return Await.on(() -> db.preparedQuery(RECORDED)
                .execute(Tuple.of(addresses))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("attempts"))
                        .toList()));
    }
}
