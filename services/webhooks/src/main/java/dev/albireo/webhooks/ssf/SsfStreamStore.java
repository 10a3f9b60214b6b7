package dev.albireo.webhooks.ssf;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Accesses the ssf_stream and ssf_removed_subject tables. */
@Singleton
class SsfStreamStore {
    private static final int TIMEOUT_MILLIS = 10_000;

    private static final String COLUMNS =
            "key, client_id, description, events_requested, url, status, status_reason, secrets, secrets_key_id, created_at";

    private static final String ALL = "SELECT " + COLUMNS + " FROM ssf_stream";
    private static final String OF_CLIENT = ALL + " WHERE client_id = $1";
    private static final String FIND = ALL + " WHERE client_id = $1 AND key = $2";
    private static final String FIND_LOCKED = FIND + " FOR UPDATE";

    private static final String ADD = """
            INSERT INTO ssf_stream (key, client_id, description, events_requested, url, timeout_ms, ordered, secrets, secrets_key_id,
                                    last_seen_at, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $9, $9)
            ON CONFLICT (client_id) DO NOTHING
            """;

    /** A write opens the circuit again: the receiver may have been repaired. */
    private static final String CHANGE = """
            UPDATE ssf_stream
               SET description = $2, events_requested = $3, url = $4, secrets = $5, secrets_key_id = $6, updated_at = $7,
                   failures = 0, blocked_until = NULL
             WHERE key = $1
            """;

    private static final String SET_STATUS = """
            UPDATE ssf_stream SET status = $2, status_reason = $3, updated_at = $4, failures = 0, blocked_until = NULL WHERE key = $1
            """;

    private static final String DELETE = "DELETE FROM ssf_stream WHERE client_id = $1 AND key = $2";

    private static final String SEEN =
            "UPDATE ssf_stream SET last_seen_at = $2 WHERE client_id = $1 AND last_seen_at < $2::timestamptz - interval '1 hour'";

    private static final String INACTIVE =
            ALL + " WHERE status = 'enabled' AND last_seen_at < $1 ORDER BY key LIMIT 100 FOR UPDATE SKIP LOCKED";

    private static final String ENABLED_LOCKED = ALL + " WHERE key = $1 AND status = 'enabled' FOR UPDATE";

    private static final String VERIFY = """
            UPDATE ssf_stream SET verification_at = $2
             WHERE key = $1 AND coalesce(verification_at <= $2::timestamptz - $3::bigint * interval '1 millisecond', true)
            """;

    private static final String REMOVE_SUBJECT = """
            INSERT INTO ssf_removed_subject (stream, subject, removed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """;
    private static final String ADD_SUBJECT = "DELETE FROM ssf_removed_subject WHERE stream = $1 AND subject = $2";
    private static final String REMOVED =
            "SELECT stream, subject FROM ssf_removed_subject WHERE subject = ANY ($1::uuid[])";
    private static final String FORGET = "DELETE FROM ssf_removed_subject WHERE subject = ANY ($1::uuid[])";

    private static final String OUTDATED =
            "SELECT key, secrets, secrets_key_id FROM ssf_stream WHERE secrets_key_id = ANY ($1)";
    private static final String REPLACE =
            "UPDATE ssf_stream SET secrets = $3, secrets_key_id = $4 WHERE key = $1 AND secrets = $2";

    private final Pool db;

    SsfStreamStore(Pool db) {
        this.db = db;
    }

    /** Runs a change in a transaction. */
    <T> Uni<T> write(Function<Tx, Uni<T>> work) {
        return db.withTransaction(connection -> work.apply(Tx.of(connection)));
    }

    /** Returns all streams, whatever their status. */
    Uni<List<EventStream>> all() {
        return all(Tx.of(db));
    }

    /** As above, in a transaction. */
    Uni<List<EventStream>> all(Tx tx) {
        return tx.execute(ALL).map(rows -> Rows.list(rows, SsfStreamStore::stream));
    }

    /** Returns the stream of this client, if it has one. */
    Uni<List<EventStream>> of(String client) {
        return db.preparedQuery(OF_CLIENT)
                .execute(SqlParameters.of(client))
                .map(rows -> Rows.list(rows, SsfStreamStore::stream));
    }

    /** Returns this stream, if it is that of the client. */
    Uni<Optional<EventStream>> find(String client, UUID id) {
        return find(Tx.of(db), FIND, client, id);
    }

    /** As above, locked until the transaction ends. */
    Uni<Optional<EventStream>> findLocked(Tx tx, String client, UUID id) {
        return find(tx, FIND_LOCKED, client, id);
    }

    private static Uni<Optional<EventStream>> find(Tx tx, String statement, String client, UUID id) {
        return tx.execute(statement, SqlParameters.of(client, id))
                .map(rows -> Rows.first(rows, SsfStreamStore::stream));
    }

    /** Adds it and returns whether the client had none. */
    Uni<Boolean> add(Tx tx, EventStream stream) {
        StreamConfiguration configuration = stream.configuration();
        return tx.execute(
                        ADD,
                        SqlParameters.of(
                                stream.id(),
                                stream.client(),
                                configuration.description(),
                                configuration.eventsRequested().toArray(String[]::new),
                                configuration.push().map(URI::toString),
                                TIMEOUT_MILLIS,
                                stream.authorization().map(EncryptedValue::bytes),
                                stream.authorization().map(EncryptedValue::keyId),
                                stream.createdAt()))
                .map(Rows::one);
    }

    Uni<Void> change(Tx tx, EventStream stream, Instant now) {
        StreamConfiguration configuration = stream.configuration();
        return tx.execute(
                        CHANGE,
                        SqlParameters.of(
                                stream.id(),
                                configuration.description(),
                                configuration.eventsRequested().toArray(String[]::new),
                                configuration.push().map(URI::toString),
                                stream.authorization().map(EncryptedValue::bytes),
                                stream.authorization().map(EncryptedValue::keyId),
                                now))
                .replaceWithVoid();
    }

    Uni<Void> setStatus(Tx tx, UUID stream, StreamStatus status, Optional<String> reason, Instant now) {
        return tx.execute(SET_STATUS, SqlParameters.of(stream, status.word(), reason, now))
                .replaceWithVoid();
    }

    /** Deletes it and returns whether the client had it. */
    Uni<Boolean> delete(Tx tx, String client, UUID id) {
        return tx.execute(DELETE, SqlParameters.of(client, id)).map(Rows::one);
    }

    /** Records, to the hour, that the receiver is active. */
    Uni<Void> seen(String client, Instant now) {
        return db.preparedQuery(SEEN).execute(SqlParameters.of(client, now)).replaceWithVoid();
    }

    /** Returns and locks enabled streams whose receivers made no request since then. */
    Uni<List<EventStream>> inactiveSince(Tx tx, Instant then) {
        return tx.execute(INACTIVE, SqlParameters.of(then)).map(rows -> Rows.list(rows, SsfStreamStore::stream));
    }

    /** Returns and locks this stream if it is enabled. */
    Uni<Optional<EventStream>> enabledLocked(Tx tx, UUID stream) {
        return tx.execute(ENABLED_LOCKED, SqlParameters.of(stream))
                .map(rows -> Rows.first(rows, SsfStreamStore::stream));
    }

    /** Records a request for a verification and returns whether the last one was at least so long ago. */
    Uni<Boolean> verify(Tx tx, UUID stream, Instant now, Duration interval) {
        return tx.execute(VERIFY, SqlParameters.of(stream, now, interval.toMillis()))
                .map(Rows::one);
    }

    /** Removes a user from a stream. */
    Uni<Void> removeSubject(UUID stream, UUID subject, Instant now) {
        return db.preparedQuery(REMOVE_SUBJECT)
                .execute(SqlParameters.of(stream, subject, now))
                .replaceWithVoid();
    }

    /** Adds a user to a stream again. */
    Uni<Void> addSubject(UUID stream, UUID subject) {
        return db.preparedQuery(ADD_SUBJECT)
                .execute(SqlParameters.of(stream, subject))
                .replaceWithVoid();
    }

    /** A user that a receiver has removed from its stream. */
    record RemovedSubject(UUID stream, UUID subject) {}

    /** Returns which streams lack which of these users. */
    Uni<List<RemovedSubject>> removed(Tx tx, List<UUID> subjects) {
        return tx.execute(REMOVED, SqlParameters.of((Object) subjects.toArray(UUID[]::new)))
                .map(rows -> Rows.list(rows, row -> new RemovedSubject(row.getUUID("stream"), row.getUUID("subject"))));
    }

    /** Erases deleted users from the lists of streams. */
    Uni<Void> forget(Tx tx, List<UUID> subjects) {
        return tx.execute(FORGET, SqlParameters.of((Object) subjects.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** The encrypted header of one stream. */
    record StoredAuthorization(UUID stream, EncryptedValue encrypted) {}

    Uni<List<StoredAuthorization>> encryptedWith(List<String> keyIds) {
        return db.preparedQuery(OUTDATED)
                .execute(SqlParameters.of((Object) keyIds.toArray(String[]::new)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new StoredAuthorization(
                                row.getUUID("key"), authorization(row).orElseThrow())));
    }

    /** Replaces the header by the same one, encrypted with another key, unless a write has changed it. */
    Uni<Void> replace(StoredAuthorization before, EncryptedValue renewed) {
        return db.preparedQuery(REPLACE)
                .execute(
                        SqlParameters.of(before.stream(), before.encrypted().bytes(), renewed.bytes(), renewed.keyId()))
                .replaceWithVoid();
    }

    private static EventStream stream(Row row) {
        return new EventStream(
                row.getUUID("key"),
                row.getString("client_id"),
                new StreamConfiguration(
                        Optional.ofNullable(row.getString("description")),
                        Arrays.asList(row.getArrayOfStrings("events_requested")),
                        Optional.ofNullable(row.getString("url")).map(URI::create)),
                StreamStatus.of(row.getString("status")).orElseThrow(),
                Optional.ofNullable(row.getString("status_reason")),
                authorization(row),
                Rows.instant(row, "created_at"));
    }

    private static Optional<EncryptedValue> authorization(Row row) {
        return Optional.ofNullable(row.getString("secrets_key_id"))
                .map(key -> new EncryptedValue(key, Rows.bytes(row, "secrets")));
    }
}
