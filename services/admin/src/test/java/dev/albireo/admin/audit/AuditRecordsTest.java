package dev.albireo.admin.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.admin.AdminOnLoopback;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
@DisplayName("auditRecords in GraphQL")
class AuditRecordsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00.123456Z");
    private static final String QUERY = """
            query($first: Int, $after: String, $newestFirst: Boolean, $filter: AuditFilterInput) {
              auditRecords(first: $first, after: $after, newestFirst: $newestFirst, filter: $filter) {
                nodes { eventId actor } endCursor hasNextPage } }""";

    @Inject
    Pool db;

    @Test
    void without_credentials_the_names_are_missing_and_the_facts_are_not() {
        db.query("UPDATE audit_record SET actor = gen_random_uuid()::text")
                .execute()
                .await()
                .atMost(LIMIT);

        JsonPath page = given().contentType("application/json")
                .body(Map.of("query", "{ auditRecords(first: 3) { nodes { eventId actorName targetName } } }"))
                .post("/graphql")
                .jsonPath();

        assertThat(page.getList("data.auditRecords.nodes.eventId")).hasSize(3);
        assertThat(page.getList("data.auditRecords.nodes.actorName")).containsOnlyNulls();
        assertThat(page.getString("errors")).isNull();
    }

    @Test
    void a_name_excludes_the_id_of_the_same_user() {
        JsonPath page = given().contentType("application/json")
                .body(Map.of(
                        "query",
                        "{ auditRecords(filter: {actor: \"a\", actorName: \"alice\"}) { nodes { eventId } } }"))
                .post("/graphql")
                .jsonPath();

        assertThat(page.getString("errors[0].message")).isEqualTo("actorName: absent if actor is given");
    }

    @BeforeEach
    void a_trail_in_which_two_facts_have_the_same_time() {
        db.query("DELETE FROM audit_record").execute().await().atMost(LIMIT);
        IntStream.range(0, 10).forEach(i -> add("e" + i, BEGIN.plusSeconds(i / 2)));
    }

    @Test
    void pages_have_every_fact_once_in_order_while_others_come_in() {
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            JsonPath page = ask(3, after, false, Map.of());
            seen.addAll(page.getList("data.auditRecords.nodes.eventId", String.class));
            after = page.getString("data.auditRecords.endCursor");
            assertThat(page.getBoolean("data.auditRecords.hasNextPage")).isEqualTo(after != null);
            add("a-late-one-" + seen.size(), BEGIN.minusSeconds(seen.size()));
        } while (after != null);

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "e" + i).toList());
    }

    @Test
    void the_newest_come_first_where_that_is_asked_for() {
        JsonPath first = ask(3, null, true, Map.of());
        assertThat(ids(first)).containsExactly("e9", "e8", "e7");
        JsonPath second = ask(3, first.getString("data.auditRecords.endCursor"), true, Map.of());
        assertThat(ids(second)).containsExactly("e6", "e5", "e4");
    }

    @Test
    void a_stretch_of_time_has_its_beginning_and_not_its_end() {
        Map<String, Object> stretch = Map.of(
                "since",
                BEGIN.plusSeconds(1).toString(),
                "until",
                BEGIN.plusSeconds(3).toString());
        assertThat(ids(ask(50, null, false, stretch))).containsExactly("e2", "e3", "e4", "e5");
    }

    @Test
    void facts_are_found_by_actor_action_and_target() {
        db.preparedQuery("UPDATE audit_record SET actor = 'me', action = 'x.done', target = 'it' WHERE event_id = $1")
                .execute(Tuple.of("e4"))
                .await()
                .atMost(LIMIT);
        for (Map<String, Object> filter : List.of(
                Map.<String, Object>of("actor", "me"),
                Map.<String, Object>of("action", "x.done"),
                Map.<String, Object>of("target", "it"))) {
            assertThat(ids(ask(50, null, false, filter))).containsExactly("e4");
        }
        assertThat(ids(ask(50, null, false, Map.of("actor", "me", "action", "login"))))
                .isEmpty();
        assertThat(ids(ask(50, null, false, Map.of("actor", "a\0b")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "bm90aGluZw", "MjAyNi0xMS0wMVQwMDowMDowMFog", "%"})
    void an_invented_cursor_is_rejected(String cursor) {
        assertThat(ask(50, cursor, false, Map.of()).getString("errors[0].extensions.code"))
                .isEqualTo("unprocessable");
    }

    @Test
    void what_makes_no_sense_is_refused_by_its_name() {
        assertThat(ask(501, null, false, Map.of()).getString("errors[0].message"))
                .startsWith("first: ");
        assertThat(ask(1, null, false, Map.of("since", "yesterday")).getString("errors[0].message"))
                .startsWith("since: ");
    }

    @Test
    void a_page_far_into_the_trail_costs_no_more_than_the_first() {
        db.query("INSERT INTO audit_record (event_id, at, actor, action, outcome, detail)"
                        + " SELECT 'f' || i, '2025-01-01Z'::timestamptz + i * interval '1 second', 'a', 'b', 'success', '{}'"
                        + " FROM generate_series(1, 20000) i")
                .executeAndAwait();
        db.query("ANALYZE audit_record").executeAndAwait();
        String plan = String.join(
                "\n",
                StreamSupport.stream(
                                db.query(
                                                "EXPLAIN SELECT * FROM audit_record WHERE (at, event_id) > ('2025-01-01Z', 'f')"
                                                        + " ORDER BY at, event_id LIMIT 501")
                                        .executeAndAwait()
                                        .spliterator(),
                                false)
                        .map(row -> row.getString(0))
                        .toList());

        assertThat(plan).contains("audit_record_order").doesNotContain("Sort");
    }

    private void add(String id, Instant at) {
        db.preparedQuery("INSERT INTO audit_record (event_id, at, actor, action, outcome, detail)"
                        + " VALUES ($1, $2, 'user', 'login', 'success', '{}')")
                .execute(Tuple.of(id, at.atOffset(ZoneOffset.UTC)))
                .await()
                .atMost(LIMIT);
    }

    private static List<String> ids(JsonPath answer) {
        List<String> ids = answer.getList("data.auditRecords.nodes.eventId", String.class);
        return ids == null ? Collections.emptyList() : ids;
    }

    private static JsonPath ask(int first, @Nullable String after, boolean newestFirst, Map<String, Object> filter) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("first", first);
        variables.put("after", after);
        variables.put("newestFirst", newestFirst);
        variables.put("filter", filter);
        return given().contentType("application/json")
                .body(Map.of("query", QUERY, "variables", variables))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
