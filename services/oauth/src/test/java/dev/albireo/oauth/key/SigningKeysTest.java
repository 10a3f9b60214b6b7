package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.ProblemRefusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas are instances of the bean on one database, which no other test shares: keys are deleted here while others still use them. */
@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
class SigningKeysTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

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

    @Inject
    Audit audit;

    /** One process with its keys in memory. */
    private record Replica(SigningKeys keys, RotateKeys rotateKeys, RevokeKey revokeKey) {
        Uni<Void> refresh() {
            return keys.refresh();
        }

        Uni<KeyRing> ring() {
            return keys.ring();
        }

        Uni<Map<String, String>> rotate() {
            return rotateKeys.rotate("operator");
        }

        Uni<Map<String, String>> revoke(String kid) {
            return revokeKey.revoke(kid, "leaked", "operator");
        }

        Uni<Buffer> document() {
            return keys.document();
        }

        boolean ready() {
            return keys.ready();
        }
    }

    @Test
    void many_replicas_that_start_or_rotate_at_once_agree_on_the_same_keys() {
        List<Replica> replicas = List.of(replica(config.data()), replica(config.data()), replica(config.data()));

        Uni.join()
                .all(replicas.stream().map(Replica::refresh).toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);
        assertThat(replicas.stream().map(this::kid).distinct()).hasSize(1);
        String before = kid(replicas.getFirst());

        clock.advance(Duration.ofDays(90));
        Uni.join()
                .all(replicas.stream().map(Replica::refresh).toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);
        assertThat(replicas.stream().map(this::kid).distinct()).hasSize(1);
        assertThat(kid(replicas.getFirst())).isNotEqualTo(before);
    }

    @Test
    void a_key_was_published_before_it_signs_and_stays_published_afterwards() throws ParseException, JOSEException {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        KeyRing before = ring(keys);
        String token = signed(
                before,
                SigningAlgorithm.RS256,
                new JWTClaimsSet.Builder().subject("a").build());

        clock.advance(Duration.ofDays(90));
        keys.refresh().await().atMost(LIMIT);
        KeyRing after = ring(keys);

        assertThat(before.published().getKeyByKeyId(after.kid(SigningAlgorithm.RS256)))
                .isNotNull();
        JWK retired = after.published().getKeyByKeyId(before.kid(SigningAlgorithm.RS256));
        assertThat(SignedJWT.parse(token).verify(new RSASSAVerifier(retired.toRSAKey())))
                .isTrue();
    }

    @Test
    void a_retired_key_goes_on_every_replica_when_nothing_it_signed_is_alive() {
        Replica keys = replica(config.data());
        Replica other = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        clock.advance(Duration.ofDays(90));
        keys.refresh().await().atMost(LIMIT);
        other.refresh().await().atMost(LIMIT);
        List<String> retired = retired();

        clock.advance(config.keepRetired().minusMillis(1));
        other.refresh().await().atMost(LIMIT);
        assertThat(ring(other).published().getKeys()).extracting(JWK::getKeyID).containsAll(retired);

        clock.advance(Duration.ofMillis(1));
        other.refresh().await().atMost(LIMIT);
        keys.refresh().await().atMost(LIMIT);
        for (Replica replica : List.of(keys, other)) {
            assertThat(ring(replica).published().getKeys())
                    .hasSize(8)
                    .extracting(JWK::getKeyID)
                    .doesNotContainAnyElementsOf(retired);
        }
        assertThat(retired()).isEmpty();
    }

    @Test
    void a_revoked_key_is_gone_at_once_and_the_published_one_takes_over() {
        Replica keys = replica(config.data());
        Replica other = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        other.refresh().await().atMost(LIMIT);
        String leaked = kid(keys);
        String next = stored("RS256", KeyState.NEXT).getFirst();

        Map<String, String> active = keys.revoke(leaked).await().atMost(LIMIT);

        other.refresh().await().atMost(LIMIT);
        assertThat(active).containsEntry("RS256", next);
        for (Replica replica : List.of(keys, other)) {
            assertThat(ring(replica).published().getKeyByKeyId(leaked)).isNull();
            assertThat(kid(replica)).isEqualTo(next);
        }
        assertThat(stored("RS256", KeyState.NEXT)).as("the one after that").hasSize(1);
    }

    @Test
    void a_reload_that_ends_after_a_revocation_does_not_bring_the_key_back() {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        String leaked = kid(keys);
        long moment = keys.keys().moment();
        List<StoredKey> outdated = store.all().await().atMost(LIMIT);

        keys.revoke(leaked).await().atMost(LIMIT);
        keys.keys().use(outdated, moment);

        assertThat(ring(keys).published().getKeyByKeyId(leaked)).isNull();
        assertThat(kid(keys)).isNotEqualTo(leaked);
    }

    @Test
    void one_after_the_other_every_key_of_an_algorithm_can_be_revoked() {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        List<String> leaked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            leaked.add(kid(keys));
            keys.revoke(kid(keys)).await().atMost(LIMIT);
        }

        assertThat(leaked).doesNotHaveDuplicates().doesNotContain(kid(keys));
        assertThat(ring(keys).published().getKeys()).extracting(JWK::getKeyID).doesNotContainAnyElementsOf(leaked);
    }

    @Test
    void a_key_of_several_revocations_at_once_is_revoked_by_one() {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        String leaked = kid(keys);

        List<Boolean> done = Uni.join()
                .all(IntStream.range(0, 5)
                        .mapToObj(i -> keys.revoke(leaked)
                                .replaceWith(true)
                                .onFailure(ProblemRefusal.class)
                                .recoverWithItem(false))
                        .toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);

        assertThat(done).containsOnlyOnce(true);
        assertThat(ring(keys).kids()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void RFC_7518_section_3_1_each_algorithm_signs_with_a_key_of_its_own(SigningAlgorithm algorithm)
            throws ParseException {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        KeyRing ring = ring(keys);

        SignedJWT token = SignedJWT.parse(
                signed(ring, algorithm, new JWTClaimsSet.Builder().subject("a").build()));

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
        Replica keys = replica(config.data());
        Replica other = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        other.refresh().await().atMost(LIMIT);
        clock.advance(KeyRotationSchedule.CACHED);
        KeyRing before = ring(other);
        SignedJWT token = SignedJWT.parse(signed(
                before,
                SigningAlgorithm.EDDSA,
                new JWTClaimsSet.Builder().subject("a").build()));

        Map<String, String> active = keys.rotate().await().atMost(LIMIT);

        assertThat(active).hasSize(4).doesNotContainValue(before.kid(SigningAlgorithm.RS256));
        assertThat(active.values()).allMatch(kid -> before.published().getKeyByKeyId(kid) != null);
        JWK retired = ring(keys).published().getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(JwsVerification.isSignedWith(retired, token)).isTrue();
        other.refresh().await().atMost(LIMIT);
        assertThat(ring(other).kids()).isEqualTo(active);
    }

    @Test
    void on_command_no_key_signs_before_it_was_published_long_enough() {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);
        clock.advance(KeyRotationSchedule.CACHED);
        Map<String, String> active = keys.rotate().await().atMost(LIMIT);

        assertThatThrownBy(() -> keys.rotate().await().atMost(LIMIT)).isInstanceOf(ProblemRefusal.class);
        assertThat(ring(keys).kids()).isEqualTo(active);
    }

    @Test
    void nothing_private_is_published_or_readable_in_the_database() {
        Replica keys = replica(config.data());
        keys.refresh().await().atMost(LIMIT);

        assertThat(keys.document().await().atMost(LIMIT).toString())
                .contains("\"n\"", "\"crv\":\"P-256\"", "\"crv\":\"Ed25519\"")
                .doesNotContain("\"d\"", "\"p\"");
        for (StoredKey key : store.all().await().atMost(LIMIT)) {
            assertThat(key.encryptedJwk().toString()).doesNotContain("RSA", "\"d\"");
        }
    }

    @Test
    void another_data_key_is_a_clear_failure_and_not_a_new_key() {
        replica(config.data()).refresh().await().atMost(LIMIT);
        Replica other = replica(Base64.getEncoder().encodeToString(new byte[32]));

        assertThatThrownBy(() -> other.refresh().await().atMost(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("albireo.keys.data");
        assertThat(other.ready()).isFalse();
    }

    private List<String> retired() {
        return store.all().await().atMost(LIMIT).stream()
                .filter(key -> key.state() == KeyState.RETIRED)
                .map(StoredKey::kid)
                .toList();
    }

    private List<String> stored(String algorithm, KeyState state) {
        return store.all().await().atMost(LIMIT).stream()
                .filter(key -> key.algorithm().equals(algorithm) && key.state() == state)
                .map(StoredKey::kid)
                .toList();
    }

    @Test
    void the_data_key_is_replaced_while_replicas_with_the_earlier_one_run() {
        String current = Base64.getEncoder().encodeToString(bytes(2));
        Replica before = replica(config.data());
        before.refresh().await().atMost(LIMIT);
        Map<String, String> signing = ring(before).kids();
        List<String> earlier = dataKeyIds();

        Replica after = replica(current, List.of(config.data()), config.algorithms());
        after.refresh().await().atMost(LIMIT);

        assertThat(ring(after).kids()).isEqualTo(signing);
        assertThat(dataKeyIds()).doesNotContainAnyElementsOf(earlier).hasSize(1);
        before.refresh().await().atMost(LIMIT);
        assertThat(ring(before).kids()).as("it has opened them already").isEqualTo(signing);
        Replica alone = replica(current);
        alone.refresh().await().atMost(LIMIT);
        assertThat(ring(alone).kids()).as("the earlier one can be forgotten").isEqualTo(signing);

        Replica back = replica(config.data(), List.of(current), config.algorithms());
        back.refresh().await().atMost(LIMIT);
        assertThat(dataKeyIds()).isEqualTo(earlier);
    }

    @Test
    void what_is_offered_no_more_signs_no_more_and_its_keys_go() {
        Replica all = replica(config.data());
        all.refresh().await().atMost(LIMIT);
        String edDsa = ring(all).kid(SigningAlgorithm.EDDSA);
        clock.advance(KeyRotationSchedule.CACHED);

        Replica few = replica(config.data(), List.of(), List.of("RS256", "ES256"));
        few.refresh().await().atMost(LIMIT);

        assertThat(ring(few).kids()).containsOnlyKeys("RS256", "ES256");
        assertThat(ring(few).published().getKeyByKeyId(edDsa))
                .as("its tokens are still valid")
                .isNotNull();
        assertThatThrownBy(() -> ring(few).sign(SigningAlgorithm.EDDSA, "JWT", new JWTClaimsSet.Builder().build()))
                .isInstanceOf(OAuthRefusal.class);
        clock.advance(config.keepRetired());
        few.refresh().await().atMost(LIMIT);
        assertThat(ring(few).published().getKeyByKeyId(edDsa)).isNull();
    }

    private List<String> dataKeyIds() {
        return store.all().await().atMost(LIMIT).stream()
                .map(StoredKey::dataKeyId)
                .distinct()
                .toList();
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private Replica replica(String key) {
        return replica(key, List.of(), config.algorithms());
    }

    private Replica replica(String key, List<String> earlier, List<String> algorithms) {
        KeyConfig same = new KeyConfig() {
            @Override
            public String data() {
                return key;
            }

            @Override
            public Optional<List<String>> dataEarlier() {
                return Optional.of(earlier);
            }

            @Override
            public List<String> algorithms() {
                return algorithms;
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
        PrivateKeys privateKeys = new EncryptedPrivateKeys(
                () -> DataKeys.ofBase64(same.data(), same.dataEarlier().orElse(List.of())), vertx, random);
        OfferedAlgorithms offered = new OfferedAlgorithms(same);
        KeyMeters meters = new KeyMeters(new SimpleMeterRegistry(), clock);
        SigningKeys keys = new SigningKeys(store, same, offered, privateKeys, clock, meters);
        return new Replica(
                keys,
                new RotateKeys(store, keys, offered, audit, clock),
                new RevokeKey(store, keys, privateKeys, audit, clock));
    }

    private String kid(Replica keys) {
        return ring(keys).kid(SigningAlgorithm.RS256);
    }

    private static String signed(KeyRing ring, SigningAlgorithm algorithm, JWTClaimsSet claims) {
        return ring.sign(algorithm, "JWT", claims).await().atMost(LIMIT);
    }

    private static KeyRing ring(Replica keys) {
        return keys.ring().await().atMost(LIMIT);
    }
}
