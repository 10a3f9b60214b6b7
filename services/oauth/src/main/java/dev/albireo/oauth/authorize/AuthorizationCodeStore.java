package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates grants and their codes. */
@ApplicationScoped
class AuthorizationCodeStore {
    private final Pool db;
    private final Outbox outbox;

    AuthorizationCodeStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /**
     * The rows of a granted request.
     *
     * @param code empty where tokens alone are issued
     */
    record NewAuthorizationCode(
            Optional<OpaqueToken> code,
            Instant codeExpiresAt,
            UUID grant,
            String client,
            UUID subject,
            UUID session,
            List<String> scopes,
            boolean offline,
            String proofs,
            Instant grantExpiresAt,
            String redirectUri,
            boolean redirectUriImplied,
            Optional<String> challenge,
            Optional<String> nonce,
            RequestedClaims claims,
            List<String> resources,
            Optional<OpaqueToken> interaction) {}

    /** Signals the transaction to roll back. */
    private static final class NotIssued extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotIssued() {
            super("the session has ended or the interaction was completed", null, false, false);
        }
    }

    private static final String ISSUE = """
            WITH done AS (
                UPDATE interaction SET completed_at = $2
                 WHERE id_hash = $1 AND completed_at IS NULL AND expires_at > $2
                RETURNING id_hash
            ), alive AS (
                SELECT id FROM session WHERE id = $6 AND subject = $5 AND ended_at IS NULL FOR SHARE
            ), given AS (
                INSERT INTO authorization_grant
                       (id, client_id, subject, session_id, scopes, offline, proofs, given_at, expires_at,
                        userinfo_claims, id_token_claims, resources)
                SELECT $3, $4, $5, alive.id, $7, $8, $9::text::jsonb, $2, $10, $17, $18, $19
                  FROM alive
                 WHERE $1::text IS NULL OR EXISTS (SELECT 1 FROM done)
                RETURNING id
            ), coded AS (
                INSERT INTO authorization_code
                       (code_hash, grant_id, redirect_uri, redirect_uri_implied, challenge, nonce, expires_at)
                SELECT $11, given.id, $12, $16, $13, $14, $15 FROM given WHERE $11::text IS NOT NULL
            )
            SELECT id FROM given
            """;

    /**
     * Issues the code, completes the interaction and records the audit event in one transaction: false if the session has ended or the
     * interaction was completed meanwhile. Waits for a concurrent change of the session.
     */
    Uni<Boolean> issue(NewAuthorizationCode code, AuditRecorded audit, Instant now) {
        Tuple row = SqlParameters.of(
                code.interaction().map(OpaqueToken::hash),
                now,
                code.grant(),
                code.client(),
                code.subject(),
                code.session(),
                code.scopes().toArray(String[]::new),
                code.offline(),
                code.proofs(),
                code.grantExpiresAt(),
                code.code().map(OpaqueToken::hash),
                code.redirectUri(),
                code.challenge(),
                code.nonce(),
                code.codeExpiresAt(),
                code.redirectUriImplied(),
                code.claims().userinfo().toArray(String[]::new),
                code.claims().idToken().toArray(String[]::new),
                code.resources().toArray(String[]::new));
        return db.withTransaction(connection -> connection
                        .preparedQuery(ISSUE)
                        .execute(row)
                        .invoke(rows -> {
                            if (Rows.none(rows)) {
                                throw new NotIssued();
                            }
                        })
                        .chain(() -> outbox.append(connection, audit)))
                .replaceWith(true)
                .onFailure(NotIssued.class)
                .recoverWithItem(false);
    }
}
