package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Node;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Receiver.Delivery;
import dev.albireo.systemtests.support.Receiver.Manner;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the declaration to the receiver, through all services: {@code WebhookDeliveryTest} of webhooks has the rules of deliveries. */
@DisplayName("Webhook subscriptions")
class WebhookSubscriptionJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> SIGNED = List.of("webhook-id", "webhook-timestamp", "webhook-signature");

    private final Resources resources = Running.resources();
    private final String id = "hook-" + UUID.randomUUID();

    @Test
    void an_application_is_told_signed_and_again_after_a_failure() throws IOException, InterruptedException {
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
            JsonNode verified = verified(secret, receiver.deliveries());
            assertThat(verified).hasSize(3);
            JsonNode event = verified.get(1);
            assertThat(event).isEqualTo(first.json());
            assertThat(event.get("type").asText()).isEqualTo("albireo.GroupChanged.v1");
            assertThat(event.at("/data/requires2fa").asBoolean()).isTrue();
            assertThat(receiver.deliveries().get(2).json().get("type").asText()).isEqualTo("albireo.GroupDeleted.v1");
            resources.delete("WebhookSubscription/" + id);
        }
    }

    /** Returns the events of these requests, each of which the library of a receiver, standardwebhooks of npm, has verified. */
    private static JsonNode verified(String secret, List<Delivery> deliveries)
            throws IOException, InterruptedException {
        Process node = new ProcessBuilder(Node.program(), "verify.js")
                .directory(Node.project("webhooks").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Map<String, Object>> requests = deliveries.stream()
                .map(delivery -> Map.of(
                        "headers",
                        SIGNED.stream().collect(toMap(identity(), delivery::header)),
                        "body",
                        delivery.body()))
                .toList();
        try (OutputStream in = node.getOutputStream()) {
            in.write(Json.write(Map.of("secret", secret, "requests", requests)).getBytes(UTF_8));
        }
        String events = new String(node.getInputStream().readAllBytes(), UTF_8);
        assertThat(node.waitFor()).as("the library verifies every request").isZero();
        return Json.parse(events);
    }
}
