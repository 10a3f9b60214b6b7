package dev.albireo.webhooks.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.webhooks.Receiver;
import dev.albireo.webhooks.Receiver.Manner;
import dev.albireo.webhooks.Receiver.Request;
import dev.albireo.webhooks.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Standard Webhooks: the signatures of a delivery")
class WebhookSignatureTest {
    private static final String SUBJECT = "7d3b1f2e-5a86-4a42-9c8e-0d5e2f1c9b11";

    @Inject
    SubscriberStage stage;

    @Inject
    TestTokens tokens;

    @Inject
    FixedClock clock;

    @BeforeEach
    void nothing_is_left() {
        stage.clear();
    }

    @Test
    void signed_with_both_keys_while_one_replaces_the_other() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            String first = stage.declare("app", receiver, "");
            String second = SubscriberStage.json(tokens.byOwner()
                            .body("{\"secret\": null}")
                            .patch("/internal/resources/WebhookSubscription/app")
                            .asString())
                    .path("secret")
                    .asText();
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();
            clock.advance(Duration.ofDays(2));
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();

            Request during = receiver.requests().getFirst();
            assertThat(during.header("webhook-signature"))
                    .isEqualTo(
                            SubscriberStage.signature(second, during) + " " + SubscriberStage.signature(first, during));
            Request after = receiver.requests().getLast();
            assertThat(after.header("webhook-signature")).isEqualTo(SubscriberStage.signature(second, after));
        }
    }

    @Test
    void signed_with_a_private_key_whose_public_part_is_shown() throws IOException, GeneralSecurityException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, ", \"signature\": \"v1a\"");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();
            String shown = SubscriberStage.json(tokens.byOwner()
                            .get("/internal/resources/WebhookSubscription/app")
                            .asString())
                    .path("publicKey")
                    .asText();

            Request request = receiver.requests().getFirst();
            String signature = request.header("webhook-signature");
            assertThat(signature).startsWith("v1a,");
            byte[] key = Base64.getDecoder().decode(shown.substring("whpk_".length()));
            byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
            byte[] encoded = Arrays.copyOf(prefix, prefix.length + key.length);
            System.arraycopy(key, 0, encoded, prefix.length, key.length);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(
                    (request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.body())
                            .getBytes(UTF_8));
            assertThat(check.verify(Base64.getDecoder().decode(signature.substring("v1a,".length()))))
                    .isTrue();
        }
    }
}
