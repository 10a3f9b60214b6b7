package dev.albireo.oauth.client;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.JwsVerification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Verifies signatures of a client with its registered keys or those at its {@code jwks_uri} (OpenID Connect Core section 10.1). */
@Singleton
public class ClientKeys {
    private final FetchedJwks fetched;

    ClientKeys(FetchedJwks fetched) {
        this.fetched = fetched;
    }

    /** Returns whether one of the client's keys verifies the signature, with a supported algorithm. */
    public Uni<Boolean> signed(Client client, SignedJWT jwt) {
        return signed(client.keys(), jwt);
    }

    /** Returns whether one of these keys verifies the signature, with a supported algorithm. */
    Uni<Boolean> signed(Client.ClientKeySet keys, SignedJWT jwt) {
        if (!PublicKeys.isAcceptable(jwt.getHeader())) {
            return Uni.createFrom().item(false);
        }
        return fitting(keys, jwt.getHeader())
                .map(found -> found.stream().anyMatch(key -> JwsVerification.isSignedWith(key, jwt)));
    }

    private Uni<List<JWK>> fitting(Client.ClientKeySet keys, JWSHeader header) {
        return keys.uri()
                .map(uri -> atUri(uri, header))
                .orElseGet(() -> Uni.createFrom()
                        .item(PublicKeys.fitting(
                                keys.jwks().flatMap(PublicKeys::parse).orElse(new JWKSet()), header)));
    }

    /** Fetches the keys again if the key is missing, because it may have been added meanwhile. */
    private Uni<List<JWK>> atUri(String uri, JWSHeader header) {
        return fetched.keys(uri)
                .map(set -> PublicKeys.fitting(set, header))
                .chain(found -> found.isEmpty()
                        ? fetched.renewed(uri).map(set -> PublicKeys.fitting(set, header))
                        : Uni.createFrom().item(found));
    }
}
