package dev.albireo.webhooks.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.events.Event;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.protocol.WebhookSecret;
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
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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
    EventConsumer consumer;

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
        Await.on(() ->
                db.query("TRUNCATE webhook_subscription, webhook_delivery").execute());
    }

    @Test
    void once_each_signed_and_without_a_secret() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            String secret = declare("app", receiver, "");
            ReceivedMessage ended = message(new SessionEnded(session()));
            hear(ended);
            hear(ended);
            settled();

            assertThat(receiver.requests()).hasSize(1);
            Request request = receiver.requests().getFirst();
            assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
            assertThat(request.header("authorization")).isEqualTo("Bearer app");
            assertThat(request.header("webhook-signature")).isEqualTo(signature(secret, request));
            JsonNode event = json(request.body());
            assertThat(event.path("type").asText()).isEqualTo("albireo.SessionEnded.v1");
            assertThat(event.path("id").asText()).isEqualTo(ended.id());
            assertThat(event.path("source").asText()).isEqualTo(PostgresResource.ISSUER);
            assertThat(event.path("subject").asText()).isEqualTo(SUBJECT);
            assertThat(event.at("/data/endReason").asText()).isEqualTo("logout");
            assertThat(request.body()).doesNotContain("cookie", "a-hash");
            assertThat(states()).containsExactly("delivered 1");
        }
    }

    @Test
    void with_the_personal_data_that_was_asked_for_alone() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("plain", receiver, "");
            declare("full", receiver, ", \"subjectData\": [\"email\", \"name\"], \"format\": \"binary\"");
            hear(message(new UserChanged(user(List.of()), clock.instant())));
            settled();

            Request plain = of(receiver, "plain").getFirst();
            assertThat(plain.body()).doesNotContain("ann@", "Ann", "+41", "claims");
            Request full = of(receiver, "full").getFirst();
            assertThat(full.header("ce-type")).isEqualTo("albireo.UserChanged.v1");
            assertThat(json(full.body()).path("claims"))
                    .isEqualTo(json("{\"email\":\"ann@example.com\",\"name\":\"Ann\"}"));
        }
    }

    @Test
    void without_the_personal_data_of_a_user_who_was_deleted_meanwhile() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            declare("full", receiver, ", \"subjectData\": [\"email\"]");
            hear(message(new UserChanged(user(List.of()), clock.instant())));
            settled();
            assertThat(of(receiver, "full").getFirst().body()).contains("ann@example.com");

            hear(message(new UserDeleted(SUBJECT, 2, clock.instant())));
            settled();
            clock.advance(Duration.ofSeconds(7));
            deliver();

            assertThat(of(receiver, "full").stream().skip(1).map(Request::body))
                    .hasSize(3)
                    .noneMatch(body -> body.contains("ann@example.com"));
        }
    }

    @Test
    void of_the_types_and_the_group_that_were_asked_for() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("finance", receiver, ", \"filter\": {\"group\": \"finance\"}");
            hear(message(new UserChanged(user(List.of("finance")), clock.instant())));
            hear(message(new UserChanged(user(List.of("sales")), clock.instant())));
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();
            assertThat(of(receiver, "finance")).hasSize(1);
        }
    }

    @Test
    void not_if_they_are_older_than_the_subscription() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("app", receiver, "");
            hear(new ReceivedMessage("old", clock.instant().minusSeconds(60), new TotpEnabled(SUBJECT, Instant.EPOCH)));
            settled();
            assertThat(states()).isEmpty();
        }
    }

    @Test
    void also_if_they_arrive_long_after_they_happened() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("app", receiver, "");
            Instant before = clock.instant().minusSeconds(4);
            ReceivedMessage late = message(new TotpEnabled(SUBJECT, clock.instant()));
            clock.advance(Duration.ofDays(2));
            hear(new ReceivedMessage("by another clock", before, new TotpDisabled(SUBJECT, before)));
            hear(late);
            settled();
            assertThat(receiver.requests().stream()
                            .map(request -> json(request.body()).path("id").asText()))
                    .containsExactlyInAnyOrder("by another clock", late.id());
        }
    }

    @Test
    void that_a_paused_subscription_has_kept_when_it_is_resumed() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("app", receiver, ", \"paused\": true");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            hear(message(new TotpDisabled(SUBJECT, clock.instant())));
            clock.advance(Duration.ofDays(29));
            deliver();
            assertThat(receiver.requests()).isEmpty();
            assertThat(states()).containsExactly("due 0", "due 0");

            declare("app", receiver, ", \"paused\": false");
            deliver();
            assertThat(receiver.requests()).hasSize(2);
            assertThat(states()).containsExactly("delivered 1", "delivered 1");
        }
    }

    @Test
    void again_with_the_same_id_after_a_failure() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            declare("app", receiver, "");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();
            assertThat(states()).containsExactly("due 1 refused 500");
            clock.advance(Duration.ofSeconds(7));
            deliver();
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().stream()
                            .map(request -> request.header("webhook-id"))
                            .distinct())
                    .hasSize(1);
            clock.advance(Duration.ofDays(3));
            deliver();
            assertThat(states()).containsExactly("dead 3 refused 500");
        }
    }

    @Test
    void again_after_the_replica_that_claimed_them_was_lost() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("app", receiver, "");
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
            deliver();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(states()).containsExactly("delivered 2");
        }
    }

    @Test
    void not_to_where_a_redirect_leads() throws IOException {
        try (Receiver receiver = new Receiver(Manner.REDIRECTING)) {
            declare("app", receiver, "");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(states()).containsExactly("due 1 refused 307");
        }
    }

    @Test
    void no_more_after_the_receiver_is_gone() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GONE)) {
            declare("app", receiver, "");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();
            hear(message(new TotpDisabled(SUBJECT, clock.instant())));
            deliver();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(states()).containsExactly("dead 1 gone 410", "due 0");
            JsonNode shown = json(tokens.byOwner()
                    .get("/internal/resources/WebhookSubscription/app")
                    .asString());
            assertThat(shown.path("paused").asBoolean()).isTrue();
            assertThat(shown.path("pausedReason").asText()).isEqualTo("the receiver answered 410");
            declare("app", receiver, "");
            deliver();
            assertThat(receiver.requests()).hasSize(1);
            declare("app", receiver, ", \"paused\": false");
            deliver();
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void although_another_receiver_hangs() throws IOException {
        try (Receiver silent = new Receiver(Manner.SILENT);
                Receiver good = new Receiver(Manner.GOOD)) {
            declare("silent", silent, ", \"timeout\": 30000");
            for (int i = 0; i < 30; i++) {
                hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            }
            Awaitility.await().until(() -> silent.requests().size() == 10);
            declare("good", good, "");
            hear(message(new TotpDisabled(SUBJECT, clock.instant())));
            Awaitility.await().until(() -> good.requests().size() == 1);
            assertThat(silent.requests()).hasSize(10);
        }
    }

    @Test
    void with_one_attempt_at_a_time_to_a_receiver_that_has_failed_repeatedly() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            declare("app", receiver, "");
            IntStream.range(0, 30).forEach(i -> hear(message(new TotpEnabled(SUBJECT, clock.instant()))));
            settled();
            int before = receiver.requests().size();
            assertThat(before).isBetween(5, 14);
            deliver();
            assertThat(receiver.requests()).hasSize(before);
            clock.advance(Duration.ofMinutes(11));
            deliver();
            assertThat(receiver.requests()).hasSize(before + 1);
        }
    }

    @Test
    void in_the_order_of_a_subject_where_that_is_asked_for() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            declare("app", receiver, ", \"order\": \"subject\"");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            hear(message(new TotpDisabled(SUBJECT, clock.instant())));
            hear(message(new TotpDisabled(UUID.randomUUID().toString(), clock.instant())));
            settled();
            assertThat(states()).containsExactly("due 1 refused 500", "due 0", "due 1 refused 500");
        }
    }

    @Test
    void signed_with_both_keys_while_one_replaces_the_other() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            String first = declare("app", receiver, "");
            String second = json(tokens.byOwner()
                            .body("{\"secret\": null}")
                            .patch("/internal/resources/WebhookSubscription/app")
                            .asString())
                    .path("secret")
                    .asText();
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();
            clock.advance(Duration.ofDays(2));
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();

            Request during = receiver.requests().getFirst();
            assertThat(during.header("webhook-signature"))
                    .isEqualTo(signature(second, during) + " " + signature(first, during));
            Request after = receiver.requests().getLast();
            assertThat(after.header("webhook-signature")).isEqualTo(signature(second, after));
        }
    }

    @Test
    void signed_with_a_private_key_whose_public_part_is_shown() throws IOException, GeneralSecurityException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("app", receiver, ", \"signature\": \"v1a\"");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            settled();
            String shown = json(tokens.byOwner()
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

    @Test
    void listed_with_their_attempts_and_repeated_with_the_same_id() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            declare("app", receiver, "");
            hear(message(new TotpEnabled(SUBJECT, clock.instant())));
            hear(message(new TotpDisabled(SUBJECT, clock.instant())));
            settled();
            String path = "/internal/webhook-deliveries";
            JsonNode first = json(tokens.byOwner()
                    .get(path + "?subscription=app&state=delivered&limit=1")
                    .asString());
            assertThat(first.at("/items/0/type").asText()).isEqualTo("albireo.TotpDisabled.v1");
            assertThat(first.at("/items/0/attempts").asInt()).isEqualTo(1);
            JsonNode second = json(tokens.by("albireo-auditors", Duration.ZERO)
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
            settled();
            assertThat(receiver.requests().stream().map(request -> request.header("webhook-id")))
                    .hasSize(3)
                    .filteredOn(id::equals)
                    .hasSize(2);
            tokens.byOwner()
                    .body("{\"subscription\": \"app\", \"from\": \"" + clock.instant() + "\"}")
                    .post(path + "/replay")
                    .then()
                    .statusCode(200);
            settled();
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
            declare("app", receiver, "");
            String id = json(tokens.byOwner()
                            .body("{\"subscription\": \"app\"}")
                            .post("/internal/webhook-deliveries/test")
                            .asString())
                    .path("delivery")
                    .asText();
            settled();
            assertThat(receiver.requests().getFirst().header("webhook-id")).isEqualTo(id);
            assertThat(json(receiver.requests().getFirst().body()).path("type").asText())
                    .isEqualTo("albireo.Test.v1");
            tokens.byOwner()
                    .body("{\"subscription\": \"none\"}")
                    .post("/internal/webhook-deliveries/test")
                    .then()
                    .statusCode(404);
        }
    }

    /** Declares a subscription of all events and returns its new secret, if there is one. */
    private String declare(String id, Receiver receiver, String more) {
        String body = "{\"url\": \"" + receiver.url() + "\", \"eventTypes\": [\"albireo.*\"], \"headers\": "
                + "{\"Authorization\": \"Bearer " + id + "\"}" + more + "}";
        return json(tokens.byOwner()
                        .body(body)
                        .put("/internal/resources/WebhookSubscription/" + id)
                        .asString())
                .path("secret")
                .asText();
    }

    private ReceivedMessage message(Event event) {
        return new ReceivedMessage(UUID.randomUUID().toString(), clock.instant(), event);
    }

    private void hear(ReceivedMessage message) {
        Await.on(() -> consumer.handleAll(List.of(message)));
    }

    private void deliver() {
        Await.on(delivery::due);
        settled();
    }

    /** Waits until no attempt is in progress, and none is due that may be made. */
    private void settled() {
        Awaitility.await()
                .until(() -> Await.on(() -> db.preparedQuery("""
                        SELECT NOT EXISTS (
                            SELECT 1 FROM webhook_delivery d JOIN webhook_subscription s ON s.key = d.subscription
                             WHERE d.state = 'due' AND (d.claimed_until > $1
                                OR (d.next_attempt_at <= $1 AND NOT s.paused AND NOT s.ordered
                                    AND coalesce(s.blocked_until <= $1, true)))) AS idle
                        """)
                        .execute(Tuple.of(clock.instant().atOffset(UTC)))
                        .map(rows -> rows.iterator().next().getBoolean("idle"))));
    }

    private List<String> states() {
        return Await.on(() -> db.query("SELECT * FROM webhook_delivery ORDER BY position")
                .execute()
                .map(rows -> rows.stream().map(WebhookDeliveryTest::state).toList()));
    }

    private static String state(Row row) {
        String error = row.getString("last_error") == null
                ? ""
                : " " + row.getString("last_error") + " " + row.getInteger("last_status");
        return row.getString("state") + " " + row.getInteger("attempts") + error;
    }

    private static List<Request> of(Receiver receiver, String id) {
        return receiver.requests().stream()
                .filter(request -> request.header("authorization").equals("Bearer " + id))
                .toList();
    }

    private static String signature(String secret, Request request) {
        return WebhookSecret.parse(secret)
                .orElseThrow()
                .sign(
                        request.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp"))),
                        request.body());
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

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
