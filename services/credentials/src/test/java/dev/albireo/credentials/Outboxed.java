package dev.albireo.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** The content of the outbox, which is never emptied in these tests: there is no broker. */
@ApplicationScoped
public class Outboxed {
    private static final String OF = "SELECT payload FROM outbox WHERE type = $1 AND key = $2 ORDER BY id";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Pool db;

    Outboxed(Pool db) {
        this.db = db;
    }

    /** Returns the events of this type and key, the oldest first. */
    public List<JsonNode> of(String type, String key) {
        return Await.on(() -> db.preparedQuery(OF)
                .execute(Tuple.of(type, key))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Outboxed::payload)
                        .toList()));
    }

    /** Returns all events of this type, the oldest first. */
    public List<JsonNode> of(String type) {
        return Await.on(() -> db.preparedQuery("SELECT payload FROM outbox WHERE type = $1 ORDER BY id")
                .execute(Tuple.of(type))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Outboxed::payload)
                        .toList()));
    }

    public JsonNode last(String type, String key) {
        return of(type, key).getLast();
    }

    private static JsonNode payload(Row row) {
        try {
            return JSON.readTree(row.getString("payload"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
