package dev.albireo.oauth.key;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Signing keys in a PKCS#11 token")
@QuarkusTest
@TestProfile(KeysInToken.class)
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
@EnabledIf(
        value = "dev.albireo.oauth.key.SoftHsm#isThere",
        disabledReason = "SoftHSM is not installed; try: apt-get install softhsm2")
class Pkcs11PrivateKeysTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JWTClaimsSet CLAIMS =
            new JWTClaimsSet.Builder().subject("a").build();

    @Inject
    Pkcs11Config config;

    @Inject
    KeyConfig schedule;

    @Inject
    SigningKeys keys;

    @Inject
    KeyStore store;

    @Inject
    PrivateKeys privateKeys;

    @Inject
    EncryptedPrivateKeys database;

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Vertx vertx;

    @BeforeEach
    void generateAndLoadKeys() {
        keys.refresh().await().atMost(LIMIT);
    }

    @ParameterizedTest
    @EnumSource(names = "EDDSA", mode = EnumSource.Mode.EXCLUDE)
    void sign_tokens_that_the_published_keys_verify(SigningAlgorithm algorithm) throws ParseException {
        SignedJWT token = SignedJWT.parse(signed(algorithm));
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.value());
        assertThat(JwsVerification.isSignedWith(published(token.getHeader().getKeyID()), token))
                .isTrue();
    }

    @Test
    void sign_what_the_token_endpoint_issues() throws ParseException {
        SignedJWT token = SignedJWT.parse(stage.serviceToken());
        assertThat(JwsVerification.isSignedWith(published(token.getHeader().getKeyID()), token))
                .isTrue();
    }

    @Test
    void never_leave_it() throws GeneralSecurityException {
        List<StoredKey> stored = stored();
        assertThat(stored).isNotEmpty().allSatisfy(key -> {
            assertThat(key.isInToken()).isTrue();
            assertThat(key.encryptedJwk().length()).isZero();
            assertThat(key.publicKey().isPrivate()).isFalse();
        });
        for (StoredKey key : stored) {
            PrivateKey handle = token().find(key.kid());
            assertThat(handle.getEncoded()).isNull();
            assertThat(handle.toString()).contains("token object", "sensitive", "unextractable");
        }
    }

    @Test
    void are_rotated_by_the_schedule_and_deleted_from_it_with_their_rows() throws GeneralSecurityException {
        String first = kid();
        clock.advance(schedule.rotateEvery().plus(schedule.publishAhead()));
        // A refresh that began before the clock was advanced may still run.
        await().atMost(LIMIT).until(() -> {
            keys.refresh().await().atMost(LIMIT);
            return !kid().equals(first);
        });
        assertThat(token().find(first)).isNotNull();
        assertThat(published(first)).as("still verifies").isNotNull();

        clock.advance(schedule.keepRetired().plusSeconds(1));
        keys.refresh().await().atMost(LIMIT);
        assertThat(stored()).extracting(StoredKey::kid).doesNotContain(first);
        assertThatThrownBy(() -> token().find(first)).isInstanceOf(GeneralSecurityException.class);
        assertThat(token().find(kid())).isNotNull();
    }

    @Test
    void are_deleted_from_it_when_an_administrator_revokes_one() {
        String leaked = kid();
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("kid", leaked, "reason", "found in a log"))
                .post("/internal/keys/revoke")
                .then()
                .statusCode(200);
        assertThat(kid()).isNotEqualTo(leaked);
        assertThatThrownBy(() -> token().find(leaked)).isInstanceOf(GeneralSecurityException.class);
    }

    /** A wrong PIN is not tried: the process is logged in, and so no PIN would be asked for. */
    @Test
    void need_the_file_with_its_pin() {
        Path missing = config.pinFile().orElseThrow().resolveSibling("missing");
        assertThatThrownBy(() -> Pkcs11Token.open(config.library().orElseThrow(), config.slot(), missing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be opened: the keys cannot be read with the PIN in " + missing);
    }

    @Test
    void sign_at_another_replica_too() {
        StoredKey key = active();
        PrivateKeys other = new Pkcs11PrivateKeys(token(), database, config, vertx);
        assertThatThrownBy(() -> other.signature(key)).isInstanceOf(IllegalStateException.class);
        other.load(List.of(key)).await().atMost(LIMIT);
        assertThat(sign(other.signature(key)).join()).isNotNull();
    }

    @Test
    void stay_in_the_database_until_they_are_rotated_and_need_the_token_from_then_on() {
        StoredKey before = database.generate(List.of(SigningAlgorithm.RS256), clock.instant())
                .await()
                .atMost(LIMIT)
                .getFirst();
        privateKeys.load(List.of(before)).await().atMost(LIMIT);
        assertThat(sign(privateKeys.signature(before)).join()).isNotNull();
        assertThatThrownBy(() -> database.signature(active()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("albireo.keys.pkcs11.library is not set");
    }

    @Test
    void are_generated_in_the_database_again_on_the_way_back() {
        PrivateKeys back = new Pkcs11PrivateKeys(token(), database, settings(Map.of("generate", "false")), vertx);
        StoredKey next = back.generate(List.of(SigningAlgorithm.RS256), clock.instant())
                .await()
                .atMost(LIMIT)
                .getFirst();
        assertThat(next.isInToken()).isFalse();
        assertThat(sign(back.signature(next)).join()).isNotNull();
        back.load(stored()).await().atMost(LIMIT);
        assertThat(sign(back.signature(active())).join()).isNotNull();
    }

    @Test
    void cannot_be_those_of_ed25519_and_need_a_pin() {
        OfferedAlgorithms all = KeyConfigTest.offered("RS256,EdDSA");
        assertThatThrownBy(() -> new PrivateKeysProducer().privateKeys(config, all, database, vertx))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("albireo.keys.algorithms must not contain EdDSA");
        Pkcs11Config without = settings(Map.of("library", "/none"));
        OfferedAlgorithms rsa = KeyConfigTest.offered("RS256");
        assertThatThrownBy(() -> new PrivateKeysProducer().privateKeys(without, rsa, database, vertx))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("albireo.keys.pkcs11.pin-file must be set");
    }

    private static Pkcs11Config settings(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((key, value) -> named.put("albireo.keys.pkcs11." + key, value));
        return new SmallRyeConfigBuilder()
                .withMapping(Pkcs11Config.class)
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(Pkcs11Config.class);
    }

    @Test
    void sign_on_threads_of_their_own_and_refuse_more_than_may_wait() throws InterruptedException {
        JwsSignature signature = privateKeys.signature(active());
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(config.sessions());
        var threads = vertx.createSharedWorkerExecutor("pkcs11", config.sessions());
        for (int i = 0; i < config.sessions(); i++) {
            var _ = threads.executeBlocking(
                            () -> {
                                taken.countDown();
                                busy.await();
                                return true;
                            },
                            false)
                    .subscribeAsCompletionStage();
        }
        taken.await();
        List<CompletableFuture<Base64URL>> waiting = IntStream.range(0, config.sessions() + config.queue())
                .mapToObj(i -> sign(signature))
                .toList();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(sign(signature)).isCompletedExceptionally();
        assertThatThrownBy(() -> sign(signature).join()).hasCauseInstanceOf(OAuthRefusal.class);
        busy.countDown();
        assertThat(waiting).allSatisfy(one -> assertThat(one).succeedsWithin(LIMIT));
    }

    private Pkcs11Token token() {
        return Pkcs11Token.open(
                config.library().orElseThrow(), config.slot(), config.pinFile().orElseThrow());
    }

    private List<StoredKey> stored() {
        return store.all().await().atMost(LIMIT);
    }

    private StoredKey active() {
        return KeyRotationSchedule.in(KeyState.ACTIVE, SigningAlgorithm.RS256.among(stored()))
                .orElseThrow();
    }

    private String kid() {
        return keys.ring().await().atMost(LIMIT).kid(SigningAlgorithm.RS256);
    }

    private String signed(SigningAlgorithm algorithm) {
        return keys.ring()
                .chain(ring -> ring.sign(algorithm, "JWT", CLAIMS))
                .await()
                .atMost(LIMIT);
    }

    private static CompletableFuture<Base64URL> sign(JwsSignature signature) {
        JWSHeader header = new JWSHeader(SigningAlgorithm.RS256.jws());
        return signature.sign(header, "input".getBytes(US_ASCII)).subscribeAsCompletionStage();
    }

    private static JWK published(String kid) {
        try {
            return JWKSet.parse(given().get("/.well-known/jwks.json").asString())
                    .getKeyByKeyId(kid);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
