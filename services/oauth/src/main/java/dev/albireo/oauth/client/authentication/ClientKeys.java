package dev.albireo.oauth.client.authentication;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.PublicKeys;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.web.DocumentFetch;
import dev.albireo.web.KeySetCache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Verifies signatures of a client with its registered keys or those at its {@code jwks_uri} (OpenID Connect Core section 10.1). */
@Singleton
public class ClientKeys {
    private static final KeySetCache.Ages AGES = new KeySetCache.Ages(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KeySetCache fetched;

    ClientKeys(DocumentFetch fetch, Clock clock) {
        this.fetched = new KeySetCache(uri -> fetch.get(URI.create(uri), PATIENCE, PublicKeys.MAX_BYTES), AGES, clock);
    }

    /** Returns whether one of the client's keys verifies the signature, with a supported algorithm. */
    public Uni<Boolean> signed(Client client, SignedJWT jwt) {
        return signed(client.metadata().keys(), jwt);
    }

    /** Returns whether one of these keys verifies the signature, with a supported algorithm. */
    public Uni<Boolean> signed(ClientKeySet keys, SignedJWT jwt) {
        if (!PublicKeys.isAcceptable(jwt.getHeader())) {
            return Uni.createFrom().item(false);
        }
        return candidates(keys, jwt.getHeader())
                .map(found -> found.stream().anyMatch(key -> JwsVerification.isSignedWith(key, jwt)));
    }

    private Uni<List<JWK>> candidates(ClientKeySet keys, JWSHeader header) {
        return keys.uri()
                .map(uri -> atUri(uri.toString(), header))
                .orElseGet(() -> Uni.createFrom()
                        .item(PublicKeys.candidates(
                                keys.jwks().flatMap(KeySetCache::parse).orElse(new JWKSet()), header)));
    }

    /** Fetches the keys again if the key is missing, because it may have been added meanwhile. */
    private Uni<List<JWK>> atUri(String uri, JWSHeader header) {
        return fetched.keys(uri)
                .map(set -> candidates(set, header))
                .chain(found -> found.isEmpty()
                        ? fetched.renewed(uri).map(set -> candidates(set, header))
                        : Uni.createFrom().item(found));
    }

    private static List<JWK> candidates(Optional<JWKSet> set, JWSHeader header) {
        return set.map(keys -> PublicKeys.candidates(keys, header)).orElse(List.of());
    }
}
