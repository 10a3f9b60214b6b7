package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.oauth.Stage;
import dev.albireo.protocol.DataKeys;
import dev.albireo.testkit.PostgresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RevocationWhileKeysAreGeneratedTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    KeyStore store;

    @Inject
    KeyConfig config;

    @Inject
    OfferedAlgorithms offered;

    @Inject
    Vertx vertx;

    @Inject
    Clock clock;

    @Inject
    SecureRandom random;

    @Inject
    Stage stage;

    /** Generates keys, and never ends. */
    private final class EndlessGeneration extends EncryptedPrivateKeys {
        EndlessGeneration() {
            super(() -> DataKeys.ofBase64(config.data(), List.of()), vertx, random);
        }

        @Override
        public Uni<List<StoredKey>> generate(List<SigningAlgorithm> algorithms, Instant now) {
            return Uni.createFrom().nothing();
        }
    }

    @Test
    void applies_at_once_on_a_replica_that_generates_the_next_keys() {
        Clock whenKeysAreDue = Clock.offset(clock, config.rotateEvery().plus(config.publishAhead()));
        KeyMeters meters = new KeyMeters(new SimpleMeterRegistry(), whenKeysAreDue);
        SigningKeys replica = new SigningKeys(store, config, offered, new EndlessGeneration(), whenKeysAreDue, meters);
        var _ = replica.refresh().subscribe().asCompletionStage();
        await().atMost(Duration.ofSeconds(10)).until(replica::ready);
        String leaked = ring(replica).kid(SigningAlgorithm.RS256);

        stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("kid", leaked, "reason", "found in a log"))
                .post("/internal/keys/revoke")
                .then()
                .statusCode(200);
        var _ = replica.refresh().subscribe().asCompletionStage();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> ring(replica).published().getKeyByKeyId(leaked) == null);
        assertThat(ring(replica).kid(SigningAlgorithm.RS256)).isNotEqualTo(leaked);
    }

    private static KeyRing ring(SigningKeys keys) {
        return keys.ring().await().atMost(LIMIT);
    }
}
