package dev.albireo.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.Event;
import dev.albireo.idempotency.CommandStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Writes events in the caller's transaction: they are published if and only if it commits. A transaction that has something to tell has
 * changed something, so the command at hand, where there is one, is noted as effective in it ({@link CommandStore#noteEffect}).
 */
@Singleton
public class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (topic, key, type, payload, at, traceparent)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;
    private static final String INSERT_NATIVE = """
            INSERT INTO outbox (topic, key, type, payload, at, traceparent)
            VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS text))
            """;

    private final ObjectMapper json;
    private final KafkaTracing traces;
    private final CommandStore commands;
    private final Clock clock;

    Outbox(ObjectMapper json, KafkaTracing traces, CommandStore commands, Clock clock) {
        this.json = json;
        this.traces = traces;
        this.commands = commands;
        this.clock = clock;
    }

    /** Appends to the outbox on a connection whose transaction the caller commits. */
    public Uni<Void> append(SqlClient connection, Event... events) {
        List<Tuple> rows = Arrays.stream(events).map(this::row).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : commands.noteEffect(connection)
                        .chain(() -> connection.preparedQuery(INSERT).executeBatch(rows))
                        .replaceWithVoid();
    }

    /** Appends to the outbox in the transaction of a Hibernate session. */
    public Uni<Void> append(Mutiny.Session session, Event... events) {
        Uni<Void> appended = events.length == 0 ? Uni.createFrom().voidItem() : commands.noteEffect(session);
        for (Event event : events) {
            appended = appended.chain(() -> insert(session, row(event)));
        }
        return appended;
    }

    private static Uni<Void> insert(Mutiny.Session session, Tuple row) {
        Mutiny.MutationQuery query = session.createNativeQuery(INSERT_NATIVE);
        for (int i = 0; i < row.size(); i++) {
            query.setParameter(i + 1, row.getValue(i));
        }
        return query.executeUpdate().replaceWithVoid();
    }

    private Tuple row(Event event) {
        return Tuple.of(
                event.topic().topicName(),
                event.key(),
                event.type(),
                payload(event),
                now(),
                traces.current().orElse(null));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String payload(Event event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event cannot be written as JSON: " + event.type(), e);
        }
    }
}
