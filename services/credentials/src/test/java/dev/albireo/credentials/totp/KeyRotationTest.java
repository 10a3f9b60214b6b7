package dev.albireo.credentials.totp;

import static dev.albireo.credentials.encryption.TestDataEncryption.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.credentials.encryption.TestDataEncryption;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.totp.TotpStore.OwnedSecret;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The replacement of the key of authenticator secrets")
class KeyRotationTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Inject
    TotpStore store;

    @Inject
    PendingTotpStore pendingTotps;

    @Inject
    AuthConfigs configs;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    Outbox outbox;

    @Inject
    SecureRandom random;

    @Inject
    FixedClock clock;

    @Inject
    Given given;

    @Test
    void a_secret_is_sealed_anew_at_its_next_use_and_then_needs_the_old_key_no_more() {
        UUID subject = UUID.fromString(given.user(false).subject());
        TotpEnrolments before = totps(TestDataEncryption.keys(key(1)));
        TotpEnrolments between = totps(TestDataEncryption.keys(key(2), key(1)));
        TotpEnrolments after = totps(TestDataEncryption.keys(key(2)));
        Await.on(() -> Panache.withTransaction(() -> before.set(subject, SECRET)));
        String oldKey = keyId(subject);
        assertThatThrownBy(() -> uses(after, subject)).hasMessageContaining(oldKey);

        assertThat(uses(between, subject)).isTrue();
        assertThat(keyId(subject)).isNotEqualTo(oldKey);
        clock.advance(Duration.ofSeconds(30));
        assertThat(uses(after, subject)).isTrue();
    }

    @Test
    void secrets_that_are_not_used_are_encrypted_anew_too_and_one_that_cannot_be_read_holds_up_no_other() {
        UUID unreadable = UUID.fromString(given.user(false).subject());
        UUID idle = UUID.fromString(given.user(false).subject());
        TotpEnrolments before = totps(TestDataEncryption.keys(key(3)));
        Await.on(() -> Panache.withTransaction(() -> before.set(idle, SECRET)));
        Await.on(() -> Panache.withTransaction(() -> before.set(unreadable, SECRET)));
        OwnedSecret stored = new OwnedSecret(
                unreadable, Await.on(() -> store.of(unreadable)).orElseThrow().secret());
        Await.on(() -> store.renew(stored, new EncryptedValue(stored.secret().keyId(), new byte[64])));

        Await.on(() -> new TotpReencryption(store, TestDataEncryption.keys(key(4), key(3)), clock).run());
        assertThat(keyId(idle)).isNotEqualTo(keyId(unreadable));
        assertThat(uses(totps(TestDataEncryption.keys(key(4))), idle)).isTrue();
    }

    private TotpEnrolments totps(DataEncryption encryption) {
        TotpSecrets secrets = new TotpSecrets(store, pendingTotps, encryption, random, clock);
        return new TotpEnrolments(store, pendingTotps, secrets, configs, recoveryCodes, outbox, clock);
    }

    private boolean uses(TotpEnrolments enrolments, UUID subject) {
        String code = Totp.code(TotpSecret.parse(SECRET).orElseThrow(), Totp.stepAt(clock.instant()));
        return Await.on(() -> enrolments.consume(subject, code, Optional.empty()));
    }

    private String keyId(UUID subject) {
        return Await.on(() -> store.of(subject)).orElseThrow().secret().keyId();
    }
}
