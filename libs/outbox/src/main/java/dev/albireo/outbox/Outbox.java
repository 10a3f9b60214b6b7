package dev.albireo.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.Event;
import dev.albireo.idempotency.CommandStore;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
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
        return append(Tx.of(connection), events);
    }

    /** Appends to the outbox in the transaction of a Hibernate session. */
    public Uni<Void> append(Mutiny.Session session, Event... events) {
        return append(Tx.of(session), events);
    }

    /** Appends to the outbox in this transaction. */
    public Uni<Void> append(Tx tx, Event... events) {
        List<Tuple> rows = Arrays.stream(events).map(this::row).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : commands.noteEffect(tx).chain(() -> tx.executeBatch(INSERT, rows));
    }

    private Tuple row(Event event) {
        return SqlParameters.of(
                event.topic().topicName(),
                event.key(),
                event.type(),
                payload(event),
                clock.instant(),
                traces.current());
    }

    private String payload(Event event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event cannot be written as JSON: " + event.type(), e);
        }
    }
}
