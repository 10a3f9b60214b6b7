package dev.albireo.oauth.token;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.claims.UserClaims;
import dev.albireo.oauth.partition.ExpiryWeek;
import dev.albireo.oauth.session.ProofsColumn;
import dev.albireo.oauth.session.UserResource;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.AdministratorRoles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Accesses codes, refresh tokens and their grants. Each is read with all that a decision needs, and redeemed in one statement. */
@Singleton
class GrantStore {
    private final Pool db;
    private final Outbox outbox;
    private final AdministratorRoles roles;

    GrantStore(Pool db, Outbox outbox, AdministratorRoles roles) {
        this.db = db;
        this.outbox = outbox;
        this.roles = roles;
    }

    /** A code as it was issued. */
    record Code(
            Grant grant,
            String redirectUri,
            boolean redirectUriImplied,
            Optional<String> challenge,
            Optional<String> nonce,
            Instant expiresAt,
            boolean redeemed) {}

    /** A refresh token as it was issued, and its use. */
    record Refresh(Grant grant, Instant expiresAt, Optional<RefreshTokenUse> use) {
        /**
         * Returns how the successor was derived if the token may be answered once more: it was used so recently that the response may have
         * been lost. It must not be if the successor was used.
         */
        Optional<Derivation> derivationWithin(Duration overlap, Instant now) {
            return use.filter(use -> now.isBefore(use.at().plus(overlap))).flatMap(RefreshTokenUse::successor);
        }
    }

    /**
     * The use of a refresh token.
     *
     * @param successor how its successor was derived; empty if a release used it that did not store that
     */
    record RefreshTokenUse(Instant at, Optional<Derivation> successor) {}

    /** What a refresh token's successor is derived from, beside the token. */
    record Derivation(String seed, ExpiryWeek week) {
        OpaqueToken successorOf(OpaqueToken token) {
            return week.in(token.successor(seed));
        }
    }

    /** The columns that {@link #grant} reads, of {@code authorization_grant g} and {@code person p}. */
    static final String GRANT = """
            g.id, g.client_id, g.subject, g.session_id, g.scopes, g.offline, g.proofs::text AS proofs, g.given_at,
            g.expires_at AS grant_expires_at, g.revoked_at IS NOT NULL AS revoked,
            coalesce(p.enabled, false) AS enabled, coalesce(p.groups, '{}') AS groups,
            p.username, p.email, p.resource_id, coalesce(p.totp_enabled, false) AS totp_enabled,
            g.acr, g.resources, g.id_token_claims, p.email_verified, p.updated_at, p.claims::text AS claims
            """;

    private static final String FIND = "SELECT " + GRANT + """
              FROM authorization_grant g
              LEFT JOIN person p ON p.subject = g.subject
             WHERE g.id = $1
            """;

    Uni<Optional<Grant>> grant(UUID id) {
        return db.preparedQuery(FIND).execute(SqlParameters.of(id)).map(rows -> Rows.first(rows, this::grant));
    }

    private static final String FIND_CODE = "SELECT " + GRANT + """
                   , c.redirect_uri, c.redirect_uri_implied, c.challenge, c.nonce, c.expires_at, c.spent_at IS NOT NULL AS spent
              FROM authorization_code c
              JOIN authorization_grant g ON g.id = c.grant_id
              LEFT JOIN person p ON p.subject = g.subject
             WHERE c.code_hash = $1
            """;

    Uni<Optional<Code>> code(OpaqueToken code) {
        return db.preparedQuery(FIND_CODE)
                .execute(SqlParameters.of(code.hash()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Code(
                                grant(row),
                                row.getString("redirect_uri"),
                                row.getBoolean("redirect_uri_implied"),
                                Optional.ofNullable(row.getString("challenge")),
                                Optional.ofNullable(row.getString("nonce")),
                                Rows.instant(row, "expires_at"),
                                row.getBoolean("spent"))));
    }

    private static final String FIND_REFRESH = "SELECT " + GRANT + """
                   , r.expires_at, r.spent_at, r.successor_seed, r.successor_week
              FROM refresh_token r
              JOIN authorization_grant g ON g.id = r.grant_id
              LEFT JOIN person p ON p.subject = g.subject
             WHERE r.token_hash = $1 AND r.expiry_week = $2
            """;

    Uni<Optional<Refresh>> refresh(OpaqueToken token) {
        return db.preparedQuery(FIND_REFRESH)
                .execute(SqlParameters.of(token.hash(), week(token)))
                .map(rows -> Rows.first(
                        rows, row -> new Refresh(grant(row), Rows.instant(row, "expires_at"), refreshTokenUse(row))));
    }

    private static Optional<RefreshTokenUse> refreshTokenUse(Row row) {
        return Rows.optionalInstant(row, "spent_at").map(at -> new RefreshTokenUse(at, derivation(row)));
    }

    /** A release without partitions stores no week. */
    private static Optional<Derivation> derivation(Row row) {
        ExpiryWeek week = Optional.ofNullable(row.getLocalDate("successor_week"))
                .map(ExpiryWeek::new)
                .orElse(ExpiryWeek.NONE);
        return Optional.ofNullable(row.getString("successor_seed")).map(seed -> new Derivation(seed, week));
    }

    private static final String IS_UNUSED =
            "SELECT 1 FROM refresh_token WHERE token_hash = $1 AND expiry_week = $2 AND spent_at IS NULL";

    /** Returns whether this refresh token exists and was not used. */
    Uni<Boolean> isUnused(OpaqueToken token) {
        return db.preparedQuery(IS_UNUSED)
                .execute(SqlParameters.of(token.hash(), week(token)))
                .map(Rows::one);
    }

    private static LocalDate week(OpaqueToken refresh) {
        return ExpiryWeek.of(refresh).monday();
    }

    private static final String REDEEM_CODE = redeeming("""
            UPDATE authorization_code SET spent_at = $2
             WHERE code_hash = $1 AND spent_at IS NULL
            RETURNING grant_id
            """);

    /** Redeems the code and stores its tokens. Of concurrent calls with one code one gets true. */
    Uni<Boolean> redeemCode(OpaqueToken code, TokenSet tokens, Instant now) {
        return redeem(REDEEM_CODE, code, tokens, now);
    }

    private static final String REDEEM_REFRESH = redeeming("""
            UPDATE refresh_token SET spent_at = $2, successor_hash = $3, successor_week = $9, successor_seed = $10
             WHERE token_hash = $1 AND expiry_week = $11 AND spent_at IS NULL
            RETURNING grant_id
            """);

    /** Redeems the refresh token and stores its successor, derived with this seed. Of concurrent calls with one token one gets true. */
    Uni<Boolean> redeemRefresh(OpaqueToken token, TokenSet tokens, String seed, Instant now) {
        return db.preparedQuery(REDEEM_REFRESH)
                .execute(row(token, tokens, now).addString(seed).addLocalDate(week(token)))
                .map(Rows::one);
    }

    private static final String REUSE_REFRESH = redeeming("""
            UPDATE refresh_token SET expires_at = $4
             WHERE token_hash = $1 AND expiry_week = 'infinity' AND spent_at IS NULL
            RETURNING grant_id
            """);

    /**
     * Uses a refresh token that remains valid, and extends its idle time; false if it was redeemed meanwhile. It is in no {@link ExpiryWeek}.
     */
    Uni<Boolean> reuseRefresh(OpaqueToken token, TokenSet tokens, Instant now) {
        return redeem(REUSE_REFRESH, token, tokens, now);
    }

    private static final String REVOKE = """
            UPDATE authorization_grant SET revoked_at = $2, revoked_because = 'replay' WHERE id = $1 AND revoked_at IS NULL
            """;

    /** Revokes a grant after a replay, with all its tokens. Records the audit event the first time. */
    Uni<Void> revoke(UUID grant, Instant now, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(REVOKE)
                .execute(SqlParameters.of(grant, now))
                .chain(rows -> Rows.one(rows)
                        ? outbox.append(connection, audit)
                        : Uni.createFrom().voidItem()));
    }

    /**
     * Returns the statement that redeems by {@code update} and stores the tokens. Its parameters are those of {@link #row}: $1 the hash of
     * what is redeemed, $2 now, $3 and $4 the refresh token and its expiry, $5 to $8 the access token, its scopes, expiry and audience, $9
     * the week of the refresh token.
     */
    static String redeeming(String update) {
        return """
                WITH redeemed AS (
                %s), refresh AS (
                    INSERT INTO refresh_token (token_hash, grant_id, issued_at, expires_at, expiry_week)
                    SELECT $3, grant_id, $2, $4, $9 FROM redeemed WHERE $3::text IS NOT NULL
                ), access AS (
                    INSERT INTO access_token (token_hash, grant_id, scopes, issued_at, expires_at, audience)
                    SELECT $5, grant_id, $6, $2, $7, $8 FROM redeemed WHERE $5::text IS NOT NULL
                )
                SELECT grant_id FROM redeemed
                """.formatted(update);
    }

    /** Runs a statement of {@link #redeeming}; returns whether it redeemed something. */
    Uni<Boolean> redeem(String statement, OpaqueToken redeemed, TokenSet tokens, Instant now) {
        return db.preparedQuery(statement).execute(row(redeemed, tokens, now)).map(Rows::one);
    }

    private static Tuple row(OpaqueToken redeemed, TokenSet tokens, Instant now) {
        return SqlParameters.of(
                redeemed.hash(),
                now,
                tokens.refresh().map(OpaqueToken::hash),
                tokens.refreshUntil(),
                tokens.access().map(OpaqueToken::hash),
                tokens.scopes().toArray(String[]::new),
                tokens.accessUntil(),
                tokens.audience().toArray(String[]::new),
                tokens.refresh().map(GrantStore::week).orElse(ExpiryWeek.NONE.monday()));
    }

    private static UserResource profile(Row row, String username) {
        return new UserResource(
                row.getUUID("subject"),
                Optional.ofNullable(row.getString("resource_id")),
                username,
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("totp_enabled"));
    }

    private static UserClaims user(Row row, String username) {
        return new UserClaims(
                row.getUUID("subject"),
                username,
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("email_verified"),
                List.of(row.getArrayOfStrings("groups")),
                new JsonObject(row.getString("claims")).getMap(),
                Rows.optionalInstant(row, "updated_at"),
                profile(row, username));
    }

    /** Reads the columns of {@link #GRANT}. */
    Grant grant(Row row) {
        Set<String> groups = Set.copyOf(List.of(row.getArrayOfStrings("groups")));
        return new Grant(
                row.getUUID("id"),
                row.getString("client_id"),
                row.getUUID("subject"),
                row.getUUID("session_id"),
                List.of(row.getArrayOfStrings("scopes")),
                row.getBoolean("offline"),
                ProofsColumn.read(row.getString("proofs")),
                Optional.ofNullable(row.getString("acr")),
                Rows.instant(row, "given_at"),
                Rows.instant(row, "grant_expires_at"),
                row.getBoolean("revoked"),
                Optional.ofNullable(row.getString("username")).map(name -> user(row, name)),
                row.getBoolean("enabled"),
                groups,
                roles.of(groups).isPresent(),
                List.of(row.getArrayOfStrings("resources")),
                List.of(row.getArrayOfStrings("id_token_claims")));
    }
}
