package dev.albireo.credentials.passkey;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.Sha256;
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

/** The challenge table: each is for one ceremony of one session and is gone with the first answer, right or wrong. */
@ApplicationScoped
class ChallengeStore {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String INSERT = """
            INSERT INTO challenge (hash, ceremony, session_id, request, expires_at) VALUES ($1, $2, $3, $4, $5)
            """;
    private static final String TAKE =
            "DELETE FROM challenge WHERE hash = $1 RETURNING ceremony, session_id, request, expires_at";

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

    /** Remembers what a browser was asked; {@code session} is empty where none exists yet. */
    Uni<Void> put(String challenge, Ceremony ceremony, Optional<UUID> session, String request) {
        Instant now = clock.instant();
        Tuple values = Tuple.tuple(Arrays.<@Nullable Object>asList(
                Sha256.of(challenge),
                ceremony.name(),
                session.orElse(null),
                request,
                now.plus(LIFE).atOffset(UTC)));
        return db.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Takes the challenge away for good; the request it belongs to, if it is of this ceremony and session and not over. */
    Uni<Optional<String>> take(String challenge, Ceremony ceremony, Optional<UUID> session) {
        return db.preparedQuery(TAKE)
                .execute(Tuple.of(Sha256.of(challenge)))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : request(rows.iterator().next(), ceremony, session));
    }

    private Optional<String> request(Row row, Ceremony ceremony, Optional<UUID> session) {
        boolean right = row.getString("ceremony").equals(ceremony.name())
                && Optional.ofNullable(row.getUUID("session_id")).equals(session)
                && clock.instant().isBefore(row.getOffsetDateTime("expires_at").toInstant());
        return right ? Optional.of(row.getString("request")) : Optional.empty();
    }
}
