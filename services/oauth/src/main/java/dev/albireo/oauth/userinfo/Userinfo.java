package dev.albireo.oauth.userinfo;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.SignedTokens;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Claims for an access token. The token's grant is looked up, so that its end is felt here at once. */
@ApplicationScoped
class Userinfo {
    private static final String TYPE = "at+jwt";

    private final SignedTokens tokens;
    private final UserinfoStore store;
    private final Clients clients;
    private final String issuer;
    private final Clock clock;

    Userinfo(SignedTokens tokens, UserinfoStore store, Clients clients, WebConfig config, Clock clock) {
        this.tokens = tokens;
        this.store = store;
        this.clients = clients;
        this.issuer = config.issuerText();
        this.clock = clock;
    }

    /** What a token of ours says. */
    private record Access(UUID grant, String client, Set<String> scopes) {}

    Uni<Map<String, Object>> claims(String token) {
        return Uni.createFrom()
                .deferred(() -> tokens.verify(token, TYPE, issuer))
                .onFailure(InvalidToken.class)
                .transform(invalid -> over())
                .map(Userinfo::access)
                .call(access -> clients.find(access.client()).invoke(Userinfo::mustBeThere))
                .chain(access -> store.find(access.grant(), clock.instant())
                        .map(found -> found.orElseThrow(Userinfo::over).claimsFor(access.scopes())));
    }

    private static Access access(JWTClaimsSet claims) {
        try {
            String grant = claims.getStringClaim("grant");
            String client = claims.getStringClaim("client_id");
            String scope = claims.getStringClaim("scope");
            if (grant == null || client == null || scope == null) {
                throw over();
            }
            Set<String> scopes = Set.copyOf(Parameters.words(scope));
            if (!scopes.contains(Scopes.OPENID)) {
                throw OAuthError.INSUFFICIENT_SCOPE.because("the access token lacks the scope openid");
            }
            return new Access(UUID.fromString(grant), client, scopes);
        } catch (ParseException | IllegalArgumentException e) {
            throw over();
        }
    }

    private static void mustBeThere(Optional<Client> client) {
        if (client.isEmpty()) {
            throw over();
        }
    }

    private static OAuthRefusal over() {
        return OAuthError.INVALID_TOKEN.because("the access token is not good here, or no longer");
    }
}
