package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replicas are instances of the bean on one database. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SigningKeysTest {
    @Inject
    KeyStore store;

    @Inject
    KeyConfig config;

    @Inject
    Vertx vertx;

    @Inject
    FixedClock clock;

    @Inject
    SecureRandom random;

    @Test
    void many_replicas_that_start_or_rotate_at_once_agree_on_the_same_keys() {
        List<SigningKeys> replicas = List.of(replica(config.data()), replica(config.data()), replica(config.data()));

        Uni.join()
                .all(replicas.stream().map(SigningKeys::refresh).toList())
                .andFailFast()
                .await()
                .indefinitely();
        assertThat(replicas.stream().map(this::kid).distinct()).hasSize(1);
        String before = kid(replicas.getFirst());

        clock.advance(Duration.ofDays(90));
        Uni.join()
                .all(replicas.stream().map(SigningKeys::refresh).toList())
                .andFailFast()
                .await()
                .indefinitely();
        assertThat(replicas.stream().map(this::kid).distinct()).hasSize(1);
        assertThat(kid(replicas.getFirst())).isNotEqualTo(before);
    }

    @Test
    void a_key_was_published_before_it_signs_and_stays_published_afterwards() throws ParseException, JOSEException {
        SigningKeys keys = replica(config.data());
        keys.refresh().await().indefinitely();
        KeyRing before = ring(keys);
        String token =
                before.sign("JWT", new JWTClaimsSet.Builder().subject("a").build());

        clock.advance(Duration.ofDays(90));
        keys.refresh().await().indefinitely();
        KeyRing after = ring(keys);

        assertThat(before.published().getKeyByKeyId(after.kid())).isNotNull();
        JWK retired = after.published().getKeyByKeyId(before.kid());
        assertThat(SignedJWT.parse(token).verify(new RSASSAVerifier(retired.toRSAKey())))
                .isTrue();
    }

    @Test
    void a_retired_key_goes_when_nothing_it_signed_is_alive() {
        SigningKeys keys = replica(config.data());
        keys.refresh().await().indefinitely();
        String first = kid(keys);
        clock.advance(Duration.ofDays(90));
        keys.refresh().await().indefinitely();
        clock.advance(Duration.ofDays(90));
        keys.refresh().await().indefinitely();

        assertThat(ring(keys).published().getKeyByKeyId(first)).isNull();
        assertThat(ring(keys).published().getKeys()).hasSize(3);
    }

    @Test
    void nothing_private_is_published_or_readable_in_the_database() {
        SigningKeys keys = replica(config.data());
        keys.refresh().await().indefinitely();

        assertThat(keys.document().await().indefinitely().toString())
                .contains("\"n\"")
                .doesNotContain("\"d\"", "\"p\"");
        for (StoredKey key : store.all().await().indefinitely()) {
            assertThat(key.sealedJwk().toString()).doesNotContain("RSA", "\"d\"");
        }
    }

    @Test
    void another_data_key_is_a_clear_failure_and_not_a_new_key() {
        replica(config.data()).refresh().await().indefinitely();
        SigningKeys other = replica(Base64.getEncoder().encodeToString(new byte[32]));

        assertThatThrownBy(() -> other.refresh().await().indefinitely())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("albireo.keys.data");
        assertThat(other.ready()).isFalse();
    }

    private SigningKeys replica(String key) {
        KeyConfig same = new KeyConfig() {
            @Override
            public String data() {
                return key;
            }

            @Override
            public Duration rotateEvery() {
                return config.rotateEvery();
            }

            @Override
            public Duration publishAhead() {
                return config.publishAhead();
            }

            @Override
            public Duration keepRetired() {
                return config.keepRetired();
            }
        };
        return new SigningKeys(store, same, vertx, clock, random);
    }

    private String kid(SigningKeys keys) {
        return ring(keys).kid();
    }

    private static KeyRing ring(SigningKeys keys) {
        return keys.ring().await().indefinitely();
    }
}
