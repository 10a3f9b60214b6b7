package dev.albireo.admin.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.admin.AdminOnLoopback;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.protocol.AuditChain;
import dev.albireo.protocol.AuditChain.Personal;
import dev.albireo.protocol.AuditHead;
import dev.albireo.protocol.AuditVerification;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
@DisplayName("The audit trail as evidence")
class AuditEvidenceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final String QUERY = """
            { auditChains { chain sequence hash removedAt head { sequence hash at removed key signature } }
              auditRecords(first: 500) { nodes { at eventId actor action target outcome detail address chain sequence hash salt erased }
                                         hasNextPage } }""";

    @Inject
    AuditTrail trail;

    @Inject
    AuditSealing sealing;

    @Inject
    AuditRetention retention;

    @Inject
    AuditErasure erasure;

    @Inject
    Pool db;

    @BeforeEach
    void an_empty_trail_that_adopts_nothing() {
        for (String table : List.of("audit_record", "audit_chain", "outbox")) {
            sql("DELETE FROM " + table);
        }
        sql("UPDATE audit_adoption SET until = '2020-01-01Z'");
    }

    @Test
    void batches_of_many_consumers_are_one_chain_for_each_class_and_month() {
        List<CompletableFuture<Void>> batches = IntStream.range(0, 16)
                .mapToObj(batch -> trail.handleAll(IntStream.range(0, 25)
                                .mapToObj(i ->
                                        event("e" + (batch / 2 * 25 + i), i % 3 == 0 ? "login" : "two-factor.reset", i))
                                .toList())
                        .subscribeAsCompletionStage())
                .toList();
        batches.forEach(CompletableFuture::join);

        AuditVerification.VerifiedTrail result = verify();
        assertThat(result.broken()).isEmpty();
        assertThat(result.records()).as("each event once").isEqualTo(200);
        assertThat(chains())
                .containsExactly("access-2026-11", "access-2026-12", "security-2026-11", "security-2026-12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a changed record | UPDATE audit_record SET actor = 'mallory' WHERE event_id = 'e5' | record 5 (event e5) was changed",
                "a changed detail | UPDATE audit_record SET detail = '{}' WHERE event_id = 'e5' | record 5 (event e5) was changed",
                "a changed time | UPDATE audit_record SET at = at + interval '1 second' WHERE event_id = 'e5' | record 5 (event e5) was changed",
                "a deleted record | DELETE FROM audit_record WHERE event_id = 'e5' | record 5 is missing",
                "the last records | DELETE FROM audit_record WHERE sequence > 7 | record 8 is missing",
                "all records | DELETE FROM audit_record | record 1 is missing",
                "another event | UPDATE audit_record SET event_id = 'x' WHERE event_id = 'e5' | record 5 (event x) was changed",
                "an inserted record | INSERT INTO audit_record (event_id, at, actor, action, outcome, detail) VALUES ('x', '2026-11-22Z', 'a', 'login', 'success', '{}') | event x is in no chain",
                "a hidden record | UPDATE audit_record SET chain = 'before' WHERE event_id = 'e5' | record 5 is missing",
            })
    void each_manipulation_is_found(String what, String manipulation, String found) {
        events(10);
        sealing.run(AT).await().atMost(LIMIT);
        assertThat(verify().broken()).isEmpty();

        sql(manipulation);
        assertThat(verify().broken().orElseThrow()).as(what).contains(found);
    }

    @Test
    void the_last_records_are_missing_although_the_end_of_the_chain_was_changed_too() {
        events(10);
        sealing.run(AT).await().atMost(LIMIT);
        sql("DELETE FROM audit_record WHERE sequence > 7");
        sql("UPDATE audit_chain SET sequence = 7, hash = (SELECT hash FROM audit_record WHERE sequence = 7)");
        assertThat(verify().broken().orElseThrow()).contains("record 8 is missing");
    }

    @Test
    void two_records_that_exchange_their_places_are_found() {
        events(10);
        sql("UPDATE audit_record SET sequence = -sequence WHERE event_id IN ('e5', 'e6')");
        sql("UPDATE audit_record SET sequence = 11 + sequence WHERE event_id IN ('e5', 'e6')");
        assertThat(verify().broken().orElseThrow()).contains("record 5 (event e6) was changed");
    }

    @Test
    void a_chain_that_is_computed_anew_does_not_have_the_hash_of_its_head() {
        events(10);
        sealing.run(AT).await().atMost(LIMIT);
        sql("DELETE FROM audit_record");
        sql("UPDATE audit_chain SET sequence = 0, hash = '" + AuditChain.start("access-2026-11") + "'");
        handle(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> event("e" + i, "login", 0))
                .toArray(ReceivedMessage[]::new));

        assertThat(verify().broken().orElseThrow()).contains("another hash than the chain");
    }

    @Test
    void a_head_is_signed_and_published_when_the_chain_has_grown_and_the_interval_is_over() {
        events(3);
        sealing.run(AT).await().atMost(LIMIT);
        events(5);
        sealing.run(AT.plusSeconds(599)).await().atMost(LIMIT);
        assertThat(number("SELECT head_sequence FROM audit_chain")).isEqualTo(3);
        sealing.run(AT.plusSeconds(600)).await().atMost(LIMIT);
        sealing.run(AT.plusSeconds(6000)).await().atMost(LIMIT);

        assertThat(number("SELECT head_sequence FROM audit_chain")).isEqualTo(5);
        assertThat(
                        number(
                                "SELECT count(*) FROM outbox WHERE topic = 'albireo.audit-heads.v1' AND key = 'access-2026-11'"))
                .isEqualTo(2);
        assertThat(verify().heads()).isEqualTo(1);
    }

    @Test
    void a_month_is_removed_as_a_whole_and_its_last_head_remains() {
        events(3);
        handle(event("reset", "two-factor.reset", 0), event("later", "login", 30));
        retention.run(Instant.parse("2028-01-04T23:59:59Z")).await().atMost(LIMIT);
        assertThat(verify().records()).isEqualTo(5);

        Instant over = Instant.parse("2028-01-05T00:00:00Z");
        retention.run(over).await().atMost(LIMIT);
        retention.run(over).await().atMost(LIMIT);

        AuditVerification.VerifiedTrail result = verify();
        assertThat(result.broken()).isEmpty();
        assertThat(result.records())
                .as("the security record and that of December")
                .isEqualTo(2);
        assertThat(result.heads()).isEqualTo(1);
        events(4);
        assertThat(verify().records())
                .as("a record of a removed month that comes again")
                .isEqualTo(2);
        assertThat(verify().broken()).isEmpty();
        sql("UPDATE audit_chain SET head_sequence = 2 WHERE removed_at IS NOT NULL");
        assertThat(verify().broken().orElseThrow()).contains("signature of the head");
    }

    @Test
    void records_from_before_the_chains_are_removed_one_by_one() {
        sql(
                "INSERT INTO audit_record (event_id, at, actor, action, outcome, detail, chain)"
                        + " SELECT 'old' || i, '2025-06-01Z', 'a', 'login', 'success', '{}', 'before' FROM generate_series(1, 3) i");
        assertThat(verify().before()).isEqualTo(3);
        retention.run(Instant.parse("2026-07-07T00:00:00Z")).await().atMost(LIMIT);
        assertThat(verify().before()).isZero();
    }

    @Test
    void records_of_the_release_before_are_adopted_while_the_upgrade_lasts() {
        events(2);
        sql("INSERT INTO audit_record (event_id, at, actor, action, target, outcome, detail, address)"
                + " VALUES ('x', '2026-11-22Z', 'a', 'login', 't', 'success', '{\"method\":\"pwd\"}', '10.0.0.1'),"
                + " ('y', '2026-12-22Z', 'a', 'user.create', NULL, 'success', '{}', NULL)");
        sealing.run(AT).await().atMost(LIMIT);
        assertThat(verify().broken()).isNotEmpty();

        sql("UPDATE audit_adoption SET until = '2030-01-01Z'");
        sealing.run(AT).await().atMost(LIMIT);
        AuditVerification.VerifiedTrail result = verify();
        assertThat(result.broken()).isEmpty();
        assertThat(result.records()).isEqualTo(4);
    }

    @Test
    void what_is_about_a_deleted_user_is_erased_and_the_chains_still_verify() {
        handle(
                event("by", "login", "alice", "alice", 0),
                event("about", "two-factor.reset", "admin", "alice", 0),
                event("other", "login", "bob", "bob", 0),
                event("deleted", "user.delete", "admin", "alice", 0));
        erasure.run(AT.plus(Duration.ofDays(29))).await().atMost(LIMIT);
        assertThat(number("SELECT count(*) FROM audit_record WHERE erased IS NOT NULL"))
                .isZero();

        erasure.run(AT.plus(Duration.ofDays(31))).await().atMost(LIMIT);

        assertThat(number("SELECT count(*) FROM audit_record WHERE audit_record::text LIKE '%alice%'"))
                .isZero();
        assertThat(number("SELECT count(*) FROM audit_record WHERE actor = 'admin' AND address = '10.0.0.1'"))
                .isEqualTo(2);
        assertThat(number("SELECT count(*) FROM audit_record WHERE actor = 'erased' AND address IS NULL"))
                .isEqualTo(1);
        assertThat(verify().broken()).isEmpty();
        sql("UPDATE audit_record SET actor = 'mallory' WHERE event_id = 'about'");
        assertThat(verify().broken().orElseThrow()).contains("(event about) was changed");
    }

    private AuditVerification.VerifiedTrail verify() {
        JsonObject data = new JsonObject(given().contentType("application/json")
                        .body(Map.of("query", QUERY))
                        .post("/graphql")
                        .asString())
                .getJsonObject("data");
        AuditVerification verification = new AuditVerification(Set.of());
        objects(data.getJsonArray("auditChains")).forEach(chain -> {
            String name = chain.getString("chain");
            JsonObject head = chain.getJsonObject("head");
            if (chain.getString("removedAt") == null) {
                verification.end(name, chain.getLong("sequence"), chain.getString("hash"));
            }
            if (head != null) {
                verification.head(
                        new AuditHead(
                                name,
                                head.getLong("sequence"),
                                head.getString("hash"),
                                Instant.parse(head.getString("at")),
                                head.getBoolean("removed")),
                        head.getString("key"),
                        head.getString("signature"));
            }
        });
        objects(data.getJsonObject("auditRecords").getJsonArray("nodes")).forEach(node -> record(verification, node));
        return verification.result();
    }

    private static void record(AuditVerification verification, JsonObject node) {
        String chain = node.getString("chain");
        if (chain == null || chain.equals("before")) {
            verification.record(chain, 0, node.getString("eventId"), "", "");
            return;
        }
        Personal personal = new Personal(
                node.getString("actor"),
                node.getString("target"),
                node.getString("address"),
                AuditRecordStore.read(node.getString("detail")),
                node.getString("salt"),
                node.getString("erased") == null ? Map.of() : AuditRecordStore.read(node.getString("erased")));
        String content = AuditChain.content(
                chain,
                node.getLong("sequence"),
                node.getString("eventId"),
                Instant.parse(node.getString("at")),
                node.getString("action"),
                node.getString("outcome"),
                personal);
        verification.record(
                chain, node.getLong("sequence"), node.getString("eventId"), content, node.getString("hash"));
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private void events(int count) {
        handle(IntStream.rangeClosed(1, count)
                .mapToObj(i -> event("e" + i, "login", 0))
                .toArray(ReceivedMessage[]::new));
    }

    private void handle(ReceivedMessage... events) {
        trail.handleAll(List.of(events)).await().atMost(LIMIT);
    }

    private static ReceivedMessage event(String id, String action, int daysLater) {
        return event(id, action, "actor-" + id, null, daysLater);
    }

    private static ReceivedMessage event(
            String id, String action, String actor, @Nullable String target, int daysLater) {
        Instant at = AT.plus(Duration.ofDays(daysLater));
        return new ReceivedMessage(
                id, at, new AuditRecorded(actor, action, target, "success", Map.of("method", "pwd"), "10.0.0.1", at));
    }

    private List<String> chains() {
        return rows("SELECT chain FROM audit_chain ORDER BY chain");
    }

    private List<String> rows(String query) {
        return db.query(query)
                .execute()
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .await()
                .atMost(LIMIT);
    }

    private long number(String query) {
        return db.query(query)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }

    private void sql(String statement) {
        db.query(statement).execute().await().atMost(LIMIT);
    }
}
