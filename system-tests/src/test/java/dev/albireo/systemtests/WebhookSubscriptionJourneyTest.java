package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Receiver.Delivery;
import dev.albireo.systemtests.support.Receiver.Manner;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the declaration to the receiver, through all services: {@code WebhookDeliveryTest} of webhooks has the rules of deliveries. */
@DisplayName("Webhook subscriptions")
class WebhookSubscriptionJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Resources resources = Running.resources();
    private final String id = "hook-" + UUID.randomUUID();

    @Test
    void an_application_is_told_signed_and_again_after_a_failure() throws GeneralSecurityException {
        try (Receiver receiver = new Receiver()) {
            receiver.behave(Manner.FAILING);
            Answer created = resources.declare(
                    "WebhookSubscription/" + id,
                    Map.of(
                            "url",
                            receiver.uri().toString(),
                            "eventTypes",
                            List.of("albireo.Group*"),
                            "filter",
                            Map.of("group", id)));
            assertThat(created.status()).as(created.toString()).isEqualTo(201);
            String secret = created.json().get("secret").asText();
            assertThat(resources.get("WebhookSubscription/" + id).body()).doesNotContain(secret);

            resources.declare("Group/" + id, Map.of("requires2fa", true));
            await().atMost(SOON).until(() -> receiver.deliveries().size() == 1);
            receiver.behave(Manner.GOOD);
            await().atMost(SOON).until(() -> receiver.deliveries().size() == 2);
            resources.delete("Group/" + id);
            await().atMost(SOON).until(() -> receiver.deliveries().size() == 3);

            Delivery first = receiver.deliveries().get(1);
            assertThat(first.header("webhook-id"))
                    .isEqualTo(receiver.deliveries().getFirst().header("webhook-id"));
            assertThat(first.header("webhook-signature")).isEqualTo(signature(secret, first));
            JsonNode event = first.json();
            assertThat(event.get("type").asText()).isEqualTo("albireo.GroupChanged.v1");
            assertThat(event.at("/data/requires2fa").asBoolean()).isTrue();
            assertThat(receiver.deliveries().get(2).json().get("type").asText()).isEqualTo("albireo.GroupDeleted.v1");
            resources.delete("WebhookSubscription/" + id);
        }
    }

    private static String signature(String secret, Delivery delivery) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed =
                delivery.header("webhook-id") + "." + delivery.header("webhook-timestamp") + "." + delivery.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
