package dev.albireo.credentials.passkey;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.Sha256;
import dev.albireo.web.BrowserCookies;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The challenge table: each is for one ceremony of one session or, where none exists yet, of one browser, and is gone with the first
 * answer, right or wrong.
 */
@ApplicationScoped
class ChallengeStore {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String INSERT = """
            INSERT INTO challenge (hash, ceremony, session_id, browser_hash, request, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;
    private static final String TAKE =
            "DELETE FROM challenge WHERE hash = $1 RETURNING ceremony, session_id, browser_hash, request, expires_at";

    private final Pool db;
    private final Clock clock;

    ChallengeStore(Pool db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What a browser is asked to do. */
    enum Ceremony {
        REGISTER,
        AUTHENTICATE,
        SECOND_FACTOR
    }

    /** Whose a challenge is. */
    sealed interface Holder {
        /** This session's. */
        record OfSession(UUID id) implements Holder {}

        /** That of a browser with one of these cookies, the first of which is kept with a new challenge. */
        record OfBrowser(BrowserCookies cookies) implements Holder {}

        /** Returns whether a row with these columns is theirs. */
        default boolean has(@Nullable UUID session, @Nullable String browserHash) {
            return switch (this) {
                case OfSession(UUID id) -> id.equals(session);
                case OfBrowser(BrowserCookies cookies) ->
                    session == null && browserHash != null && cookies.holds(browserHash);
            };
        }
    }

    /** Remembers what a browser was asked. */
    Uni<Void> put(String challenge, Ceremony ceremony, Holder holder, String request) {
        Instant now = clock.instant();
        Tuple values = Tuple.tuple(Arrays.<@Nullable Object>asList(
                Sha256.of(challenge),
                ceremony.name(),
                holder instanceof Holder.OfSession(UUID id) ? id : null,
                holder instanceof Holder.OfBrowser(BrowserCookies cookies)
                        ? cookies.first().orElseThrow().hash()
                        : null,
                request,
                now.plus(LIFE).atOffset(UTC)));
        return db.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Takes the challenge away for good; the request it belongs to, if it is of this ceremony and holder and not over. */
    Uni<Optional<String>> take(String challenge, Ceremony ceremony, Holder holder) {
        return db.preparedQuery(TAKE)
                .execute(Tuple.of(Sha256.of(challenge)))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : request(rows.iterator().next(), ceremony, holder));
    }

    private Optional<String> request(Row row, Ceremony ceremony, Holder holder) {
        boolean right = row.getString("ceremony").equals(ceremony.name())
                && holder.has(row.getUUID("session_id"), row.getString("browser_hash"))
                && clock.instant().isBefore(row.getOffsetDateTime("expires_at").toInstant());
        return right ? Optional.of(row.getString("request")) : Optional.empty();
    }
}
