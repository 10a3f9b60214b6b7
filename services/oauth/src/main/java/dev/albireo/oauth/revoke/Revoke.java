package dev.albireo.oauth.revoke;

import dev.albireo.oauth.access.AccessTokens;
import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.revoke.RevokeStore.Held;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a token and the whole grant it came of: refresh tokens, access tokens and all that would still have come (RFC 7009 section 2.1
 * demands it of refresh tokens and allows it of access tokens). The hint of its type is not needed, for every token says its own kind.
 */
@ApplicationScoped
class Revoke {
    private final RevokeStore store;
    private final AccessTokens accessTokens;
    private final Audit audit;
    private final Clock clock;

    Revoke(RevokeStore store, AccessTokens accessTokens, Audit audit, Clock clock) {
        this.store = store;
        this.accessTokens = accessTokens;
        this.audit = audit;
        this.clock = clock;
    }

    /** Nothing happens where the token is unknown or over; {@code invalid_grant} where it is another client's. */
    Uni<Void> revoke(Client client, String token, String address) {
        Optional<Opaque> refresh = Opaque.parse(Kind.REFRESH, token);
        return refresh.map(store::refresh)
                .orElseGet(() -> accessTokens
                        .read(token)
                        .map(found -> found.map(access -> new Held(access.grant(), access.client()))))
                .chain(found -> found.map(held ->
                                end(held, client, refresh.isPresent() ? "refresh token" : "access token", address))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> end(Held held, Client client, String kind, String address) {
        if (!held.client().equals(client.id())) {
            throw OAuthError.INVALID_GRANT.because("the token was issued to another client");
        }
        var record = audit.success(client.id(), "token.revoke", held.grant().toString(), Map.of("kind", kind), address);
        return store.revoke(held.grant(), clock.instant(), record);
    }
}
