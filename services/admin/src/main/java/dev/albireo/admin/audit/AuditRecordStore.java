package dev.albireo.admin.audit;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.AuditRecorded;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds to the audit_record table, as many events as arrive at one time in one statement. */
@Singleton
class AuditRecordStore {
    private static final String ADD = """
            INSERT INTO audit_record (event_id, at, actor, action, target, outcome, detail, address)
            SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
            ON CONFLICT (event_id) DO NOTHING
            """;

    private final Pool db;

    AuditRecordStore(Pool db) {
        this.db = db;
    }

    /** Adds the events, by their ids; one that is there already is left as it is. */
    Uni<Void> add(Map<String, AuditRecorded> events) {
        List<AuditRecorded> facts = List.copyOf(events.values());
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(
                        events.keySet().toArray(String[]::new),
                        facts.stream().map(fact -> fact.at().atOffset(UTC)).toArray(OffsetDateTime[]::new),
                        column(facts, AuditRecorded::actor),
                        column(facts, AuditRecorded::action),
                        column(facts, AuditRecorded::target),
                        column(facts, AuditRecorded::outcome),
                        column(facts, fact -> new JsonObject(new HashMap<>(fact.detail())).encode()),
                        column(facts, AuditRecorded::address)))
                .replaceWithVoid();
    }

    private static String[] column(List<AuditRecorded> facts, Function<AuditRecorded, @Nullable String> value) {
        return facts.stream().map(value).toArray(String[]::new);
    }
}
