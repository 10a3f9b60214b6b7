package dev.albireo.oauth.revoke;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.access.AccessTokens;
import dev.albireo.oauth.access.ClientAccessToken;
import dev.albireo.oauth.access.UserAccessToken;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.revoke.RevokeStore.Held;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Revokes a token and its whole grant: refresh tokens, access tokens and any later ones (RFC 7009 section 2.1 requires it of refresh tokens
 * and allows it of access tokens). A token that a client has for itself is revoked alone. The type hint is not needed, because every token
 * contains its kind.
 */
@ApplicationScoped
class TokenRevocation {
    private final RevokeStore store;
    private final AccessTokens accessTokens;
    private final Audit audit;
    private final Clock clock;

    TokenRevocation(RevokeStore store, AccessTokens accessTokens, Audit audit, Clock clock) {
        this.store = store;
        this.accessTokens = accessTokens;
        this.audit = audit;
        this.clock = clock;
    }

    /** Has no effect if the token is unknown or has expired; {@code invalid_grant} if it belongs to another client. */
    Uni<Void> revoke(Client client, String token, String address) {
        Optional<OpaqueToken> refresh = OpaqueToken.parse(OpaqueTokenType.REFRESH, token);
        return refresh.map(value ->
                        store.refresh(value).chain(found -> each(found, held -> end(held, client, address))))
                .orElseGet(() -> accessTokens
                        .any(token)
                        .chain(found -> each(found, access -> switch (access) {
                            case UserAccessToken ofPerson ->
                                end(new Held(ofPerson.grant(), ofPerson.client(), "access token"), client, address);
                            case ClientAccessToken ofClient -> end(ofClient, client, address);
                        })));
    }

    private static <T> Uni<Void> each(Optional<T> found, Function<T, Uni<Void>> end) {
        return found.map(end).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> end(Held held, Client client, String address) {
        mustOwn(client, held.client());
        var record = audit.success(
                client.id(), AuditAction.TOKEN_REVOKE, held.grant().toString(), Map.of("kind", held.kind()), address);
        return store.revoke(held.grant(), clock.instant(), record);
    }

    private Uni<Void> end(ClientAccessToken access, Client client, String address) {
        mustOwn(client, access.client());
        var record = audit.success(
                client.id(), AuditAction.TOKEN_REVOKE, client.id(), Map.of("kind", "client credentials"), address);
        return store.revoke(access, record);
    }

    private static void mustOwn(Client client, String owner) {
        if (!owner.equals(client.id())) {
            throw OAuthError.INVALID_GRANT.because("the token was issued to another client");
        }
    }
}
