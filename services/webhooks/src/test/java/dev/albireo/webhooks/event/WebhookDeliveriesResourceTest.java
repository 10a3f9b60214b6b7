package dev.albireo.webhooks.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.webhooks.Receiver;
import dev.albireo.webhooks.Receiver.Manner;
import dev.albireo.webhooks.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Administrators list, repeat and test deliveries")
class WebhookDeliveriesResourceTest {
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
    void listed_with_their_attempts_and_repeated_with_the_same_id() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, "");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.hear(stage.message(new TotpDisabled(SUBJECT, clock.instant())));
            stage.settled();
            String path = "/internal/webhook-deliveries";
            JsonNode first = SubscriberStage.json(tokens.byOwner()
                    .get(path + "?subscription=app&state=delivered&limit=1")
                    .asString());
            assertThat(first.at("/items/0/type").asText()).isEqualTo("albireo.TotpDisabled.v1");
            assertThat(first.at("/items/0/attempts").asInt()).isEqualTo(1);
            JsonNode second = SubscriberStage.json(tokens.by("albireo-auditors", Duration.ZERO)
                    .get(path + "?subscription=app&limit=1&after="
                            + first.path("next").asText())
                    .asString());
            assertThat(second.at("/items/0/type").asText()).isEqualTo("albireo.TotpEnabled.v1");
            assertThat(second.path("next").isNull()).isTrue();

            String id = second.at("/items/0/id").asText();
            tokens.byOwner()
                    .body("{\"subscription\": \"app\", \"ids\": [\"" + id + "\"]}")
                    .post(path + "/replay")
                    .then()
                    .statusCode(200);
            stage.settled();
            assertThat(receiver.requests().stream().map(request -> request.header("webhook-id")))
                    .hasSize(3)
                    .filteredOn(id::equals)
                    .hasSize(2);
            tokens.byOwner()
                    .body("{\"subscription\": \"app\", \"from\": \"" + clock.instant() + "\"}")
                    .post(path + "/replay")
                    .then()
                    .statusCode(200);
            stage.settled();
            assertThat(receiver.requests()).hasSize(5);
            tokens.byOwner()
                    .body("{\"subscription\": \"app\"}")
                    .post(path + "/replay")
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void a_test_is_one_more_delivery() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, "");
            String id = SubscriberStage.json(tokens.byOwner()
                            .body("{\"subscription\": \"app\"}")
                            .post("/internal/webhook-deliveries/test")
                            .asString())
                    .path("delivery")
                    .asText();
            stage.settled();
            assertThat(receiver.requests().getFirst().header("webhook-id")).isEqualTo(id);
            assertThat(SubscriberStage.json(receiver.requests().getFirst().body())
                            .path("type")
                            .asText())
                    .isEqualTo("albireo.Test.v1");
            tokens.byOwner()
                    .body("{\"subscription\": \"none\"}")
                    .post("/internal/webhook-deliveries/test")
                    .then()
                    .statusCode(404);
        }
    }
}
