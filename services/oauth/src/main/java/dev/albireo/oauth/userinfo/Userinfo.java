package dev.albireo.oauth.userinfo;

import dev.albireo.oauth.access.Access;
import dev.albireo.oauth.access.AccessTokens;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.userinfo.UserinfoStore.Known;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Claims for an access token. The token's grant is looked up, so that its end is felt here at once. */
@ApplicationScoped
class Userinfo {
    private final AccessTokens tokens;
    private final UserinfoStore store;
    private final Clients clients;
    private final Clock clock;

    Userinfo(AccessTokens tokens, UserinfoStore store, Clients clients, Clock clock) {
        this.tokens = tokens;
        this.store = store;
        this.clients = clients;
        this.clock = clock;
    }

    Uni<Map<String, Object>> claims(String token) {
        return tokens.read(token)
                .map(found -> found.orElseThrow(Userinfo::over))
                .chain(access -> clients.find(access.client())
                        .map(found -> found.orElseThrow(Userinfo::over))
                        .invoke(client -> mustBeAllowed(access, client))
                        .chain(client -> store.find(access.grant(), clock.instant())
                                .map(found -> claims(found.orElseThrow(Userinfo::over), access, client))));
    }

    /** A client that an administrator declared learns of the resource too, and needs no {@code openid}. */
    private static Map<String, Object> claims(Known known, Access access, Client client) {
        Map<String, Object> told = new LinkedHashMap<>();
        if (client.isDeclared()) {
            told.putAll(known.subject().profile().toResource());
        }
        told.putAll(known.subject().claimsFor(Set.copyOf(access.scopes()), known.asked()));
        return told;
    }

    private static void mustBeAllowed(Access access, Client client) {
        if (!client.isDeclared() && !access.scopes().contains(Scopes.OPENID)) {
            throw OAuthError.INSUFFICIENT_SCOPE.because("the access token lacks the scope openid");
        }
    }

    private static OAuthRefusal over() {
        return OAuthError.INVALID_TOKEN.because("the access token is not good here, or no longer");
    }
}
