package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.ProblemRefusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas are instances of the bean on one database, which no other test shares: here keys are forgotten while others still use them. */
@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
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

        assertThat(before.published().getKeyByKeyId(after.kid(SigningAlgorithm.RS256)))
                .isNotNull();
        JWK retired = after.published().getKeyByKeyId(before.kid(SigningAlgorithm.RS256));
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
        assertThat(ring(keys).published().getKeys()).hasSize(12);
    }

    @ParameterizedTest
    @EnumSource
    void RFC_7518_section_3_1_each_algorithm_signs_with_a_key_of_its_own(SigningAlgorithm algorithm)
            throws ParseException {
        SigningKeys keys = replica(config.data());
        keys.refresh().await().indefinitely();
        KeyRing ring = ring(keys);

        SignedJWT token = SignedJWT.parse(ring.sign(
                algorithm, "JWT", new JWTClaimsSet.Builder().subject("a").build()));

        JWK key = ring.published().getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.value());
        assertThat(key.getAlgorithm()).isEqualTo(token.getHeader().getAlgorithm());
        assertThat(JwsVerification.isSignedWith(key, token)).isTrue();
        for (JWK other : ring.published().getKeys()) {
            assertThat(other.equals(key) || !JwsVerification.isSignedWith(other, token))
                    .isTrue();
        }
    }

    @Test
    void on_command_all_move_on_and_what_was_signed_stays_good() throws ParseException {
        SigningKeys keys = replica(config.data());
        SigningKeys other = replica(config.data());
        keys.refresh().await().indefinitely();
        other.refresh().await().indefinitely();
        clock.advance(Rotation.CACHED);
        KeyRing before = ring(other);
        SignedJWT token = SignedJWT.parse(before.sign(
                SigningAlgorithm.EDDSA,
                "JWT",
                new JWTClaimsSet.Builder().subject("a").build()));

        Map<String, String> active = keys.rotate().await().indefinitely();

        assertThat(active).hasSize(4).doesNotContainValue(before.kid(SigningAlgorithm.RS256));
        assertThat(active.values()).allMatch(kid -> before.published().getKeyByKeyId(kid) != null);
        JWK retired = ring(keys).published().getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(JwsVerification.isSignedWith(retired, token)).isTrue();
        other.refresh().await().indefinitely();
        assertThat(ring(other).kids()).isEqualTo(active);
    }

    @Test
    void on_command_no_key_signs_that_somebody_may_not_know_yet() {
        SigningKeys keys = replica(config.data());
        keys.refresh().await().indefinitely();
        clock.advance(Rotation.CACHED);
        Map<String, String> active = keys.rotate().await().indefinitely();

        assertThatThrownBy(() -> keys.rotate().await().indefinitely()).isInstanceOf(ProblemRefusal.class);
        assertThat(ring(keys).kids()).isEqualTo(active);
    }

    @Test
    void nothing_private_is_published_or_readable_in_the_database() {
        SigningKeys keys = replica(config.data());
        keys.refresh().await().indefinitely();

        assertThat(keys.document().await().indefinitely().toString())
                .contains("\"n\"", "\"crv\":\"P-256\"", "\"crv\":\"Ed25519\"")
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
        return new SigningKeys(store, same, vertx, clock, random, new KeyMeters(new SimpleMeterRegistry(), clock));
    }

    private String kid(SigningKeys keys) {
        return ring(keys).kid(SigningAlgorithm.RS256);
    }

    private static KeyRing ring(SigningKeys keys) {
        return keys.ring().await().indefinitely();
    }
}
