package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.key.KeyRing;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.protocol.Opaque;
import dev.albireo.web.Ids;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the tokens of a grant, after everything was decided. */
@ApplicationScoped
class Mint {
    private final SigningKeys keys;
    private final TokenConfig config;
    private final String issuer;
    private final Ids ids;

    Mint(SigningKeys keys, TokenConfig config, WebConfig web, Ids ids) {
        this.keys = keys;
        this.config = config;
        this.issuer = web.issuerText();
        this.ids = ids;
    }

    /** What is given for a grant. */
    record Order(
            Client client,
            Grant grant,
            List<String> scopes,
            Optional<String> nonce,
            Optional<Opaque> refresh,
            Instant now) {}

    Uni<TokenResponse> mint(Order order) {
        return keys.ring().map(ring -> tokens(order, ring));
    }

    private TokenResponse tokens(Order order, KeyRing ring) {
        Duration lifetime = order.client().accessTokenLifetime().orElse(config.accessTokenLifetime());
        Claims claims = new Claims(issuer, order.grant(), order.now());
        String accessToken = ring.sign("at+jwt", claims.accessToken(order.scopes(), lifetime, ids.next()));
        Optional<String> idToken = order.scopes().contains(Scopes.OPENID)
                ? Optional.of(ring.sign("JWT", claims.idToken(accessToken, order.nonce(), config.idTokenLifetime())))
                : Optional.empty();
        return new TokenResponse(
                accessToken,
                TokenResponse.BEARER,
                lifetime.toSeconds(),
                String.join(" ", order.scopes()),
                order.refresh().map(Opaque::value),
                idToken);
    }
}
