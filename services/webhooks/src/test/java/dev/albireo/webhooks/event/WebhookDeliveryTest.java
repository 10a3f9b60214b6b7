package dev.albireo.webhooks.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.Receiver;
import dev.albireo.webhooks.Receiver.Manner;
import dev.albireo.webhooks.Receiver.Request;
import dev.albireo.webhooks.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Events are delivered to subscribers")
class WebhookDeliveryTest {
    private static final String SUBJECT = "7d3b1f2e-5a86-4a42-9c8e-0d5e2f1c9b11";

    @Inject
    SubscriberStage stage;

    @Inject
    WebhookDelivery delivery;

    @Inject
    WebhookDeliveryStore store;

    @Inject
    DeliveryLimitsConfig limits;

    @Inject
    TestTokens tokens;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @BeforeEach
    void nothing_is_left() {
        stage.clear();
    }

    @Test
    void once_each_signed_and_without_a_secret() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            String secret = stage.declare("app", receiver, "");
            ReceivedMessage ended = stage.message(new SessionEnded(session()));
            stage.hear(ended);
            stage.hear(ended);
            stage.settled();

            assertThat(receiver.requests()).hasSize(1);
            Request request = receiver.requests().getFirst();
            assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
            assertThat(request.header("authorization")).isEqualTo("Bearer app");
            assertThat(request.header("webhook-signature")).isEqualTo(SubscriberStage.signature(secret, request));
            JsonNode event = SubscriberStage.json(request.body());
            assertThat(event.path("type").asText()).isEqualTo("albireo.SessionEnded.v1");
            assertThat(event.path("id").asText()).isEqualTo(ended.id());
            assertThat(event.path("source").asText()).isEqualTo(PostgresResource.ISSUER);
            assertThat(event.path("subject").asText()).isEqualTo(SUBJECT);
            assertThat(event.at("/data/endReason").asText()).isEqualTo("logout");
            assertThat(request.body()).doesNotContain("cookie", "a-hash");
            assertThat(stage.states()).containsExactly("delivered 1");
        }
    }

    @Test
    void with_the_personal_data_that_was_asked_for_alone() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("plain", receiver, "");
            stage.declare("full", receiver, ", \"subjectData\": [\"email\", \"name\"], \"format\": \"binary\"");
            stage.hear(stage.message(new UserChanged(user(List.of()), clock.instant())));
            stage.settled();

            Request plain = SubscriberStage.of(receiver, "plain").getFirst();
            assertThat(plain.body()).doesNotContain("ann@", "Ann", "+41", "claims");
            Request full = SubscriberStage.of(receiver, "full").getFirst();
            assertThat(full.header("ce-type")).isEqualTo("albireo.UserChanged.v1");
            assertThat(SubscriberStage.json(full.body()).path("claims"))
                    .isEqualTo(SubscriberStage.json("{\"email\":\"ann@example.com\",\"name\":\"Ann\"}"));
        }
    }

    @Test
    void without_the_personal_data_of_a_user_who_was_deleted_meanwhile() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            stage.declare("full", receiver, ", \"subjectData\": [\"email\"]");
            stage.hear(stage.message(new UserChanged(user(List.of()), clock.instant())));
            stage.settled();
            assertThat(SubscriberStage.of(receiver, "full").getFirst().body()).contains("ann@example.com");

            stage.hear(stage.message(new UserDeleted(SUBJECT, 2, clock.instant())));
            stage.settled();
            clock.advance(Duration.ofSeconds(7));
            stage.deliver();

            assertThat(SubscriberStage.of(receiver, "full").stream().skip(1).map(Request::body))
                    .hasSize(3)
                    .noneMatch(body -> body.contains("ann@example.com"));
        }
    }

    @Test
    void of_the_types_and_the_group_that_were_asked_for() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("finance", receiver, ", \"filter\": {\"group\": \"finance\"}");
            stage.hear(stage.message(new UserChanged(user(List.of("finance")), clock.instant())));
            stage.hear(stage.message(new UserChanged(user(List.of("sales")), clock.instant())));
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();
            assertThat(SubscriberStage.of(receiver, "finance")).hasSize(1);
        }
    }

    @Test
    void not_if_they_are_older_than_the_subscription() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, "");
            stage.hear(new ReceivedMessage(
                    "old", clock.instant().minusSeconds(60), new TotpEnabled(SUBJECT, Instant.EPOCH)));
            stage.settled();
            assertThat(stage.states()).isEmpty();
        }
    }

    @Test
    void also_if_they_arrive_long_after_they_happened() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, "");
            Instant before = clock.instant().minusSeconds(4);
            ReceivedMessage late = stage.message(new TotpEnabled(SUBJECT, clock.instant()));
            clock.advance(Duration.ofDays(2));
            stage.hear(new ReceivedMessage("by another clock", before, new TotpDisabled(SUBJECT, before)));
            stage.hear(late);
            stage.settled();
            assertThat(receiver.requests().stream()
                            .map(request -> SubscriberStage.json(request.body())
                                    .path("id")
                                    .asText()))
                    .containsExactlyInAnyOrder("by another clock", late.id());
        }
    }

    @Test
    void that_a_paused_subscription_has_kept_when_it_is_resumed() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, ", \"paused\": true");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.hear(stage.message(new TotpDisabled(SUBJECT, clock.instant())));
            clock.advance(Duration.ofDays(29));
            stage.deliver();
            assertThat(receiver.requests()).isEmpty();
            assertThat(stage.states()).containsExactly("due 0", "due 0");

            stage.declare("app", receiver, ", \"paused\": false");
            stage.deliver();
            assertThat(receiver.requests()).hasSize(2);
            assertThat(stage.states()).containsExactly("delivered 1", "delivered 1");
        }
    }

    @Test
    void again_with_the_same_id_after_a_failure() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            stage.declare("app", receiver, "");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();
            assertThat(stage.states()).containsExactly("due 1 refused 500");
            clock.advance(Duration.ofSeconds(7));
            stage.deliver();
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().stream()
                            .map(request -> request.header("webhook-id"))
                            .distinct())
                    .hasSize(1);
            clock.advance(Duration.ofDays(3));
            stage.deliver();
            assertThat(stage.states()).containsExactly("dead 3 refused 500");
        }
    }

    @Test
    void again_after_the_replica_that_claimed_them_was_lost() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.declare("app", receiver, "");
            UUID key = Await.on(() -> db.query("SELECT key FROM webhook_subscription")
                    .execute()
                    .map(rows -> rows.iterator().next().getUUID("key")));
            Await.on(() -> store.add(
                    List.of(new NewWebhookDelivery(
                            key, "an event", "albireo.TotpEnabled.v1", SUBJECT, "{}", clock.instant())),
                    clock.instant()));
            Instant giveUp = clock.instant().plus(Duration.ofDays(3));
            assertThat(Await.on(() -> store.claim(clock.instant(), giveUp, limits))
                            .attempts())
                    .hasSize(1);
            Await.on(delivery::due);
            assertThat(receiver.requests()).isEmpty();

            clock.advance(Duration.ofSeconds(15));
            stage.deliver();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(stage.states()).containsExactly("delivered 2");
        }
    }

    @Test
    void not_to_where_a_redirect_leads() throws IOException {
        try (Receiver receiver = new Receiver(Manner.REDIRECTING)) {
            stage.declare("app", receiver, "");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(stage.states()).containsExactly("due 1 refused 307");
        }
    }

    @Test
    void no_more_after_the_receiver_is_gone() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GONE)) {
            stage.declare("app", receiver, "");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.settled();
            stage.hear(stage.message(new TotpDisabled(SUBJECT, clock.instant())));
            stage.deliver();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(stage.states()).containsExactly("dead 1 gone 410", "due 0");
            JsonNode shown = SubscriberStage.json(tokens.byOwner()
                    .get("/internal/resources/WebhookSubscription/app")
                    .asString());
            assertThat(shown.path("paused").asBoolean()).isTrue();
            assertThat(shown.path("pausedReason").asText()).isEqualTo("the receiver answered 410");
            stage.declare("app", receiver, "");
            stage.deliver();
            assertThat(receiver.requests()).hasSize(1);
            stage.declare("app", receiver, ", \"paused\": false");
            stage.deliver();
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void although_another_receiver_hangs() throws IOException {
        try (Receiver silent = new Receiver(Manner.SILENT);
                Receiver good = new Receiver(Manner.GOOD)) {
            stage.declare("silent", silent, ", \"timeout\": 30000");
            for (int i = 0; i < 30; i++) {
                stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            }
            Awaitility.await().until(() -> silent.requests().size() == 10);
            stage.declare("good", good, "");
            stage.hear(stage.message(new TotpDisabled(SUBJECT, clock.instant())));
            Awaitility.await().until(() -> good.requests().size() == 1);
            assertThat(silent.requests()).hasSize(10);
        }
    }

    @Test
    void with_one_attempt_at_a_time_to_a_receiver_that_has_failed_repeatedly() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            stage.declare("app", receiver, "");
            IntStream.range(0, 30).forEach(i -> stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant()))));
            stage.settled();
            int before = receiver.requests().size();
            assertThat(before).isBetween(5, 14);
            stage.deliver();
            assertThat(receiver.requests()).hasSize(before);
            clock.advance(Duration.ofMinutes(11));
            stage.deliver();
            assertThat(receiver.requests()).hasSize(before + 1);
        }
    }

    @Test
    void in_the_order_of_a_subject_where_that_is_asked_for() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            stage.declare("app", receiver, ", \"order\": \"subject\"");
            stage.hear(stage.message(new TotpEnabled(SUBJECT, clock.instant())));
            stage.hear(stage.message(new TotpDisabled(SUBJECT, clock.instant())));
            stage.hear(stage.message(new TotpDisabled(UUID.randomUUID().toString(), clock.instant())));
            stage.settled();
            assertThat(stage.states()).containsExactly("due 1 refused 500", "due 0", "due 1 refused 500");
        }
    }

    private SessionState session() {
        Instant now = clock.instant();
        return new SessionState(
                UUID.randomUUID().toString(),
                2,
                SUBJECT,
                "a-hash",
                List.of(new ProofFact("pwd", now)),
                false,
                now,
                now,
                now.plusSeconds(3600),
                60,
                now,
                "logout");
    }

    private static UserState user(List<String> groups) {
        return new UserState(
                SUBJECT,
                1,
                "ann",
                "ann@example.com",
                true,
                true,
                false,
                false,
                groups,
                Map.of("name", "Ann", "phone_number", "+41441234567"),
                null,
                false);
    }
}
