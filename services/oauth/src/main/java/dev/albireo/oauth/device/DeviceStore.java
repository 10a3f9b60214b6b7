package dev.albireo.oauth.device;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.UserCode;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.BrowserCookies;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses the device_code table, up to the decision; the token endpoint issues the tokens. */
@ApplicationScoped
class DeviceStore {
    private final Pool db;
    private final Outbox outbox;

    DeviceStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** The user's approval and the data of its grant. */
    record Approval(
            UUID grant,
            UUID subject,
            UUID session,
            boolean offline,
            String proofs,
            Optional<String> acr,
            Instant grantExpiresAt) {}

    private static final String ADD = """
            INSERT INTO device_code (code_hash, user_code, client_id, scopes, address, agent, asked_at, expires_at,
                                     interval_seconds, next_poll_at, resources)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $10)
            ON CONFLICT (user_code) DO NOTHING
            """;

    /** Adds a device; false if another device has this user code. */
    Uni<Boolean> add(OpaqueToken code, DeviceAuthorization device, Duration interval) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(
                        code.hash(),
                        device.userCode().letters(),
                        device.client(),
                        device.scopes().toArray(String[]::new),
                        device.address(),
                        device.agent(),
                        device.askedAt(),
                        device.expiresAt(),
                        Math.toIntExact(interval.toSeconds()),
                        device.resources().toArray(String[]::new)))
                .map(Rows::one);
    }

    private static final String APPROVE = """
            WITH asked AS (
                SELECT code_hash, client_id, scopes, resources FROM device_code
                 WHERE user_code = $1 AND answered_at IS NULL AND expires_at > $2
                   FOR UPDATE
            ), alive AS (
                SELECT id FROM session WHERE id = $5 AND subject = $4 AND ended_at IS NULL FOR SHARE
            ), given AS (
                INSERT INTO authorization_grant
                       (id, client_id, subject, session_id, scopes, offline, proofs, given_at, expires_at,
                        resources, acr)
                SELECT $3, asked.client_id, $4, alive.id, asked.scopes, $6, $7::text::jsonb, $2, $8, asked.resources, $9::text
                  FROM asked, alive
                RETURNING id
            )
            UPDATE device_code d SET answered_at = $2, grant_id = given.id
              FROM asked, given
             WHERE d.code_hash = asked.code_hash
            """;

    /**
     * Issues the grant and records the audit event in one transaction: false if it was decided before, has expired, or the session
     * has ended. Waits for a concurrent change of the session.
     */
    Uni<Boolean> approve(UserCode code, Approval yes, AuditRecorded audit, Instant now) {
        Tuple row = SqlParameters.of(
                code.letters(),
                now,
                yes.grant(),
                yes.subject(),
                yes.session(),
                yes.offline(),
                yes.proofs(),
                yes.grantExpiresAt(),
                yes.acr());
        return db.withTransaction(connection -> decide(connection, APPROVE, row, audit));
    }

    private static final String DENY = """
            UPDATE device_code SET answered_at = $2 WHERE user_code = $1 AND answered_at IS NULL AND expires_at > $2
            """;

    /** Denies the device and records the audit event; false if it was decided before or has expired. */
    Uni<Boolean> deny(UserCode code, AuditRecorded audit, Instant now) {
        Tuple row = SqlParameters.of(code.letters(), now);
        return db.withTransaction(connection -> decide(connection, DENY, row, audit));
    }

    private Uni<Boolean> decide(SqlConnection connection, String statement, Tuple row, AuditRecorded audit) {
        return connection
                .preparedQuery(statement)
                .execute(row)
                .chain(rows -> Rows.one(rows)
                        ? outbox.append(connection, audit).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private static final String VISIT = """
            INSERT INTO device_visit (id_hash, browser_hash, code_hash, asked_at)
            SELECT $1, $2, code_hash, $4 FROM device_code
             WHERE user_code = $3 AND answered_at IS NULL AND expires_at > $4
            """;

    /** Records that this code was typed in this browser; false if no device waits with it. */
    Uni<Boolean> visit(OpaqueToken visit, OpaqueToken browser, UserCode code, Instant now) {
        return db.preparedQuery(VISIT)
                .execute(SqlParameters.of(visit.hash(), browser.hash(), code.letters(), now))
                .map(Rows::one);
    }

    private static final String FIND = """
            SELECT d.user_code, d.client_id, d.scopes, d.resources, d.address, d.agent, d.asked_at, d.expires_at
              FROM device_visit v
              JOIN device_code d ON d.code_hash = v.code_hash
             WHERE v.id_hash = $1 AND v.browser_hash = ANY ($2) AND d.answered_at IS NULL AND d.expires_at > $3
            """;

    /** Returns the device whose code was typed in this browser, if it still waits. */
    Uni<Optional<DeviceAuthorization>> find(OpaqueToken visit, BrowserCookies browser, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(visit.hash(), browser.hashes().toArray(String[]::new), now))
                .map(rows -> Rows.first(
                        rows,
                        row -> new DeviceAuthorization(
                                new UserCode(row.getString("user_code")),
                                row.getString("client_id"),
                                List.of(row.getArrayOfStrings("scopes")),
                                List.of(row.getArrayOfStrings("resources")),
                                row.getString("address"),
                                row.getString("agent"),
                                Rows.instant(row, "asked_at"),
                                Rows.instant(row, "expires_at"))));
    }
}
