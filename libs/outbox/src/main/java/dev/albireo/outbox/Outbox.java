package dev.albireo.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.Event;
import dev.albireo.idempotency.CommandStore;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Writes events in the caller's transaction: they are published if and only if it commits. A transaction that has something to tell has
 * changed something, so the command at hand, where there is one, is noted as effective in it ({@link CommandStore#noteEffect}).
 */
@Singleton
public class Outbox {
    private static final int COLUMNS = 6;
    private static final int TIME_COLUMN = 4;
    private static final String INSERT = """
            INSERT INTO outbox (topic, key, type, payload, at, traceparent)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    /** The placeholders are the numbers of the last parameters. */
    private static final String WITH_CHANGE = """
            , appended AS (
                INSERT INTO outbox (topic, key, type, payload, at, traceparent)
                SELECT event.topic, event.key, event.type, event.payload, event.at, event.traceparent
                  FROM unnest($%1$d::text[], $%2$d::text[], $%3$d::text[], $%4$d::text[], $%5$d::timestamptz[], $%6$d::text[])
                       WITH ORDINALITY AS event (topic, key, type, payload, at, traceparent, position)
                 WHERE EXISTS (SELECT FROM changed)
                 ORDER BY event.position
            )
            SELECT * FROM changed
            """;

    private final Pool db;
    private final ObjectMapper json;
    private final KafkaTracing traces;
    private final CommandStore commands;
    private final Clock clock;

    Outbox(Pool db, ObjectMapper json, KafkaTracing traces, CommandStore commands, Clock clock) {
        this.db = db;
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

    /**
     * Runs a change and appends its events in one statement, which is its own transaction: there is no event where nothing is changed.
     *
     * @param change a list of {@code WITH} queries, the last of which is named {@code changed}
     * @return the rows of {@code changed}
     */
    public Uni<RowSet<Row>> change(String change, Tuple parameters, Event... events) {
        return commands.isInCommand()
                ? db.withTransaction(tx -> change(tx, change, parameters, events))
                : change(Tx.of(db), change, parameters, events);
    }

    /** As above, on a connection whose transaction the caller commits. */
    public Uni<RowSet<Row>> change(SqlClient connection, String change, Tuple parameters, Event... events) {
        Tx tx = Tx.of(connection);
        return commands.noteEffect(tx).chain(() -> change(tx, change, parameters, events));
    }

    private Uni<RowSet<Row>> change(Tx tx, String change, Tuple parameters, Event... events) {
        Object[] numbers = IntStream.rangeClosed(1, COLUMNS)
                .mapToObj(column -> parameters.size() + column)
                .toArray();
        return tx.execute(change + WITH_CHANGE.formatted(numbers), withEvents(parameters, events));
    }

    private Tuple withEvents(Tuple parameters, Event... events) {
        List<Tuple> rows = Arrays.stream(events).map(this::row).toList();
        Tuple all = Tuple.tuple();
        IntStream.range(0, parameters.size()).forEach(i -> all.addValue(parameters.getValue(i)));
        for (int column = 0; column < COLUMNS; column++) {
            int position = column;
            all.addValue(
                    column == TIME_COLUMN
                            ? rows.stream()
                                    .map(row -> row.getOffsetDateTime(position))
                                    .toArray(OffsetDateTime[]::new)
                            : rows.stream().map(row -> row.getString(position)).toArray(String[]::new));
        }
        return all;
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
