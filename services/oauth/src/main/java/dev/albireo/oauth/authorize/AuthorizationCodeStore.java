package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.session.SessionStates;
import dev.albireo.outbox.CarriedSession;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates grants and their codes. */
@ApplicationScoped
class AuthorizationCodeStore {
    private final Outbox outbox;

    AuthorizationCodeStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * The rows of a granted request.
     *
     * @param code empty where tokens alone are issued
     * @param acr the requested value that the proofs meet
     * @param carried the session as its browser carries it, if it is not stored yet
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
            Optional<String> acr,
            Instant grantExpiresAt,
            String redirectUri,
            boolean redirectUriImplied,
            Optional<String> challenge,
            Optional<String> nonce,
            RequestedClaims claims,
            List<String> resources,
            Optional<CompletedInteraction> interaction,
            Optional<CarriedSession> carried) {}

    /**
     * The interaction that the code completes.
     *
     * @param expiresAt until when it is known to be completed
     * @param carried the row of an encrypted one, which has none
     */
    record CompletedInteraction(OpaqueToken id, Instant expiresAt, Optional<NewInteraction> carried) {}

    /**
     * The row of an encrypted interaction.
     *
     * @param browser hash of the browser cookie that it is bound to
     * @param request as JSON
     */
    record NewInteraction(String browser, String request, Instant askedAt) {}

    private static final int SESSION = 25;

    private static final String ISSUE = """
            WITH started AS (
                %s
                RETURNING s.id, s.subject, s.ended_at
            ), known AS (
                SELECT id FROM session WHERE id = $6 AND subject = $5 AND ended_at IS NULL FOR SHARE
            ), alive AS (
                SELECT id FROM known
                UNION
                SELECT id FROM started WHERE id = $6 AND subject = $5 AND ended_at IS NULL
            ), stored AS (
                UPDATE interaction SET completed_at = $2, expires_at = greatest(expires_at, $20)
                  FROM alive
                 WHERE id_hash = $1 AND $22::text IS NULL AND completed_at IS NULL AND expires_at > $2
                RETURNING id_hash
            ), carried AS (
                INSERT INTO interaction AS i (id_hash, browser_hash, request, asked_at, expires_at, completed_at)
                SELECT $1, $21::text, $22::text::jsonb, $23::timestamptz, $20, $2 FROM alive WHERE $22::text IS NOT NULL
                ON CONFLICT (id_hash) DO UPDATE SET completed_at = $2
                 WHERE i.completed_at IS NULL AND i.expires_at > $2
                RETURNING id_hash
            ), changed AS (
                INSERT INTO authorization_grant
                       (id, client_id, subject, session_id, scopes, offline, proofs, given_at, expires_at,
                        userinfo_claims, id_token_claims, resources, acr)
                SELECT $3, $4, $5, alive.id, $7, $8, $9::text::jsonb, $2, $10, $17, $18, $19, $24::text
                  FROM alive
                 WHERE $1::text IS NULL OR EXISTS (SELECT FROM stored) OR EXISTS (SELECT FROM carried)
                RETURNING id
            ), coded AS (
                INSERT INTO authorization_code
                       (code_hash, grant_id, redirect_uri, redirect_uri_implied, challenge, nonce, expires_at)
                SELECT $11, changed.id, $12, $16, $13, $14, $15 FROM changed WHERE $11::text IS NOT NULL
            )
            """.formatted(SessionStates.applyingCarried(SESSION));

    /**
     * Issues the code, completes the interaction, stores a carried session and records the audit event in one statement: false if the
     * session has ended or the interaction was completed meanwhile. Waits for a concurrent change of the session.
     */
    Uni<Boolean> issue(NewAuthorizationCode code, AuditRecorded audit, Instant now) {
        Uni<Boolean> issued = issueOnce(code, audit, now);
        return code.carried().isEmpty()
                ? issued
                : issued.onFailure(AuthorizationCodeStore::isSessionStored)
                        .recoverWithItem(false)
                        .chain(done -> done ? Uni.createFrom().item(true) : issueOnce(code, audit, now));
    }

    /** A carried session that is stored concurrently is seen by the next statement alone: this one then issues nothing. */
    private Uni<Boolean> issueOnce(NewAuthorizationCode code, AuditRecorded audit, Instant now) {
        Optional<CompletedInteraction> interaction = code.interaction();
        Optional<NewInteraction> carried = interaction.flatMap(CompletedInteraction::carried);
        Tuple row = SqlParameters.of(
                interaction.map(completed -> completed.id().hash()),
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
                code.resources().toArray(String[]::new),
                interaction.map(CompletedInteraction::expiresAt),
                carried.map(NewInteraction::browser),
                carried.map(NewInteraction::request),
                carried.map(NewInteraction::askedAt),
                code.acr());
        SessionStates.carried(code.carried()).forEach(row::addValue);
        return outbox.change(ISSUE, row, audit).map(Rows::one);
    }

    private static boolean isSessionStored(Throwable failure) {
        return failure instanceof PgException refused && SessionStates.COOKIE_ONCE.equals(refused.getConstraint());
    }
}
