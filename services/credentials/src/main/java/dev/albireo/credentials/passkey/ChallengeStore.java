package dev.albireo.credentials.passkey;

import dev.albireo.protocol.Sha256;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.BrowserCookies;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Accesses the challenge table: each challenge is for one ceremony of one session or, without a session, of one browser, and is deleted
 * with the first response, valid or not.
 */
@ApplicationScoped
class ChallengeStore {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String INSERT = """
            INSERT INTO challenge (hash, ceremony, session_id, browser_hash, request, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;
    private static final String CONSUME =
            "DELETE FROM challenge WHERE hash = $1 RETURNING ceremony, session_id, browser_hash, request, expires_at";

    private final Pool db;
    private final Clock clock;

    ChallengeStore(Pool db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The ceremonies. */
    enum Ceremony {
        REGISTER,
        AUTHENTICATE,
        SECOND_FACTOR
    }

    /** The holder of a challenge. */
    sealed interface Holder {
        /** A session. */
        record OfSession(UUID id) implements Holder {}

        /** A browser with one of these cookies; a new challenge is stored with the first one. */
        record OfBrowser(BrowserCookies cookies) implements Holder {}

        /** Returns whether a row with these columns belongs to the holder. */
        default boolean has(@Nullable UUID session, @Nullable String browserHash) {
            return switch (this) {
                case OfSession(UUID id) -> id.equals(session);
                case OfBrowser(BrowserCookies cookies) ->
                    session == null && browserHash != null && cookies.contains(browserHash);
            };
        }
    }

    /** Stores a challenge with its request. */
    Uni<Void> put(String challenge, Ceremony ceremony, Holder holder, String request) {
        Instant now = clock.instant();
        Tuple values = SqlParameters.of(
                Sha256.of(challenge),
                ceremony.name(),
                holder instanceof Holder.OfSession(UUID id) ? id : null,
                holder instanceof Holder.OfBrowser(BrowserCookies cookies)
                        ? cookies.first().orElseThrow().hash()
                        : null,
                request,
                now.plus(LIFETIME));
        return db.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Deletes the challenge; returns its request, if it is of this ceremony and holder and has not expired. */
    Uni<Optional<String>> consume(String challenge, Ceremony ceremony, Holder holder) {
        return db.preparedQuery(CONSUME)
                .execute(SqlParameters.of(Sha256.of(challenge)))
                .map(rows ->
                        Rows.first(rows, row -> request(row, ceremony, holder)).flatMap(Function.identity()));
    }

    private Optional<String> request(Row row, Ceremony ceremony, Holder holder) {
        boolean right = row.getString("ceremony").equals(ceremony.name())
                && holder.has(row.getUUID("session_id"), row.getString("browser_hash"))
                && clock.instant().isBefore(Rows.instant(row, "expires_at"));
        return right ? Optional.of(row.getString("request")) : Optional.empty();
    }
}
