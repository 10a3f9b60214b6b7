package dev.albireo.webhooks.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.Event;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Accesses the delivery table. */
@Singleton
class DeliveryStore {
    private static final String ADD = """
            INSERT INTO delivery (event_id, topic, type, subject, payload, occurred_at, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (event_id) DO NOTHING
            """;

    private final Pool db;
    private final ObjectMapper json;
    private final Clock clock;

    DeliveryStore(Pool db, ObjectMapper json, Clock clock) {
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    /** Records an event; recording it again has no effect. */
    Uni<Void> add(String eventId, Event event, Instant occurredAt) {
        Tuple row = SqlParameters.of(
                eventId,
                event.topic().topicName(),
                event.type(),
                event.key(),
                payload(event),
                occurredAt,
                clock.instant());
        return db.preparedQuery(ADD).execute(row).replaceWithVoid();
    }

    /** Returns the payload for subscribers, without the hashes that identify a session. */
    private JsonObject payload(Event event) {
        ObjectNode tree = json.valueToTree(event);
        if (tree.get("session") instanceof ObjectNode session) {
            session.remove("cookieHash");
        }
        return new JsonObject(tree.toString());
    }
}
