package dev.albireo.oauth.token;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores opaque access tokens for which nothing is redeemed; those of a redemption are stored by its statement, in {@link GrantStore}. */
@Singleton
class OpaqueAccessTokenStore {
    private static final String ADD = """
            INSERT INTO access_token (token_hash, grant_id, client_id, scopes, audience, issued_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final Pool db;

    OpaqueAccessTokenStore(Pool db) {
        this.db = db;
    }

    /** Stores a token that a client has for itself. */
    Uni<Void> add(OpaqueToken token, String client, List<String> scopes, List<String> audience, Validity validity) {
        return add(token, Optional.empty(), Optional.of(client), scopes, audience, validity);
    }

    /** Stores the access token of a grant, if it is opaque. */
    Uni<Void> add(UUID grant, TokenSet tokens, Instant now) {
        return tokens.access()
                .map(token -> add(
                        token,
                        Optional.of(grant),
                        Optional.empty(),
                        tokens.scopes(),
                        tokens.audience(),
                        new Validity(now, tokens.accessUntil())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** When a token was issued and when it expires. */
    record Validity(Instant issuedAt, Instant expiresAt) {}

    private Uni<Void> add(
            OpaqueToken token,
            Optional<UUID> grant,
            Optional<String> client,
            List<String> scopes,
            List<String> audience,
            Validity validity) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(
                        token.hash(),
                        grant,
                        client,
                        scopes.toArray(String[]::new),
                        audience.toArray(String[]::new),
                        validity.issuedAt(),
                        validity.expiresAt()))
                .replaceWithVoid();
    }
}
