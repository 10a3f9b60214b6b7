package dev.albireo.webhooks.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.events.OtpDeliveryRequested;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.HangingServer;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.Receiver;
import dev.albireo.webhooks.Receiver.Manner;
import dev.albireo.webhooks.Receiver.Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OtpDeliveryTest {
    @Inject
    OtpDelivery deliver;

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @BeforeEach
    void nothing_is_there() {
        stage.forgetAll();
    }

    @Test
    void a_good_receiver_gets_one_signed_post() throws Exception {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            OtpDeliveryRequested request = requested(receiver.url(), 5_000);
            due();
            due();
            Request post = assertThat(receiver.requests()).singleElement().actual();
            assertThat(post.line()).isEqualTo("POST /otp?tenant=a%20b HTTP/1.1");
            assertThat(post.body()).isEqualTo(Stage.BODY);
            assertThat(post.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("authorization", "Basic abc")
                    .containsEntry("x-test", "1")
                    .containsEntry("webhook-id", request.requestId())
                    .containsEntry(
                            "webhook-timestamp", Long.toString(clock.instant().getEpochSecond()))
                    .containsEntry("webhook-signature", signature(post));
            assertThat(told(request)).containsExactly("delivered");
            assertThat(stage.row(request)).isEqualTo(new Stage.Row("delivered", true, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FAILING, refused",
        "REDIRECTING, refused",
        "RUDE, unreachable",
        "SILENT, timeout",
        "TALKATIVE, unreachable"
    })
    void a_delivery_that_was_not_accepted_is_repeated_under_the_same_id(Manner manner, String reason) throws Exception {
        try (Receiver receiver = new Receiver(manner)) {
            OtpDeliveryRequested request = requested(receiver.url(), 300);
            due();
            assertThat(told(request)).containsExactly(reason);
            assertThat(receiver.requests()).hasSize(1);
            due();
            assertThat(receiver.requests()).hasSize(1);
            clock.advance(Duration.ofSeconds(1));
            due();
            assertThat(receiver.requests())
                    .hasSize(2)
                    .extracting(post -> post.header("webhook-id"))
                    .containsOnly(request.requestId());
            assertThat(receiver.requests())
                    .allSatisfy(post -> assertThat(post.headers()).containsEntry("webhook-signature", signature(post)));
            assertThat(stage.row(request)).isEqualTo(new Stage.Row("due", false, 2));
        }
    }

    @Test
    void a_body_without_end_is_not_read() throws Exception {
        try (Receiver receiver = new Receiver(Manner.ENDLESS)) {
            OtpDeliveryRequested request = requested(receiver.url(), 2_000);
            due();
            assertThat(told(request)).containsExactly("delivered");
            assertThat(receiver.wasCutOff()).isTrue();
        }
    }

    @Test
    void a_receiver_that_says_it_is_gone_is_left_alone() throws Exception {
        try (Receiver receiver = new Receiver(Manner.GONE)) {
            OtpDeliveryRequested request = requested(receiver.url(), 500);
            due();
            assertThat(stage.told(request).getLast().path("last").asBoolean()).isTrue();
            assertThat(stage.row(request)).isEqualTo(new Stage.Row("failed", true, 1));
        }
    }

    @Test
    void the_checked_address_is_called_by_the_name_it_was_found_by() throws Exception {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            requested(receiver.url().replace("127.0.0.1", "localhost"), 500);
            due();
            assertThat(receiver.requests())
                    .singleElement()
                    .satisfies(post -> assertThat(post.header("host")).startsWith("localhost:"));
        }
    }

    @Test
    void an_unreachable_receiver_is_treated_as_one_that_rejects() throws Exception {
        String url;
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            url = receiver.url();
        }
        OtpDeliveryRequested request = requested(url, 500);
        due();
        assertThat(told(request)).containsExactly("unreachable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.2:1/", "http://[::1]:1/", "https://169.254.169.254/", "http://2130706434:1/"})
    void an_address_that_may_not_be_called_is_not_called(String url) {
        OtpDeliveryRequested request = requested(url, 500);
        due();
        JsonNode told = stage.told(request).getLast();
        assertThat(told.path("reason").asText()).isEqualTo("filtered");
        assertThat(told.path("last").asBoolean()).isTrue();
    }

    @Test
    void a_receiver_that_recovers_gets_it_while_the_code_lives_and_nothing_afterwards() throws Exception {
        String url;
        OtpDeliveryRequested lost;
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            url = receiver.url();
            lost = requested(url, 500);
            due();
            clock.advance(Stage.LIFE);
            due();
            assertThat(receiver.requests()).hasSize(1);
        }
        assertThat(told(lost)).containsExactly("refused", "expired");
    }

    @Test
    void one_that_is_slow_does_not_hold_up_another() throws Exception {
        try (Receiver slow = new Receiver(Manner.SILENT);
                Receiver good = new Receiver(Manner.GOOD)) {
            requested(slow.url(), 20_000);
            deliver.wakeUp();
            await().until(() -> slow.requests().size() == 1);
            OtpDeliveryRequested request = requested(good.url(), 500);
            deliver.wakeUp();
            await().atMost(Duration.ofSeconds(5)).until(() -> told(request).equals(List.of("delivered")));
        }
        awaitIdle();
    }

    @Test
    void receivers_that_hang_hold_fifty_connections_at_most_and_ten_each_and_others_get_theirs_in_seconds()
            throws Exception {
        HangingServer.Peak total = new HangingServer.Peak();
        List<HangingServer> hanging = new ArrayList<>();
        try (Receiver good = new Receiver(Manner.GOOD)) {
            hanging.add(new HangingServer(total));
            requested(hanging.getFirst(), 30);
            await().atMost(Duration.ofSeconds(5)).until(() -> total.now() == 10);
            OtpDeliveryRequested first = requested(good.url(), 500);
            deliver.wakeUp();
            await().atMost(Duration.ofSeconds(3)).until(() -> told(first).equals(List.of("delivered")));

            for (int i = 0; i < 7; i++) {
                hanging.add(new HangingServer(total));
                requested(hanging.getLast(), 30);
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> total.now() == 50);
            OtpDeliveryRequested second = requested(good.url(), 500);
            deliver.wakeUp();
            await().atMost(Duration.ofSeconds(10)).until(() -> told(second).equals(List.of("delivered")));

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> hanging.stream()
                            .allMatch(server -> server.connections().most() > 0));
            assertThat(total.most()).isEqualTo(50);
            assertThat(hanging)
                    .allSatisfy(
                            server -> assertThat(server.connections().most()).isLessThanOrEqualTo(10));
        } finally {
            hanging.forEach(HangingServer::close);
        }
        awaitIdle();
    }

    /** Attempts that end later would claim the deliveries of the next test. */
    private void awaitIdle() {
        await().atMost(Duration.ofSeconds(10)).until(stage::isIdle);
    }

    private void requested(HangingServer receiver, int codes) {
        String config = stage.newConfig();
        stage.hear(stage.config(config, 1, receiver.uri("/otp"), 4_000));
        for (int i = 0; i < codes; i++) {
            stage.hear(stage.request(config, 1));
        }
        deliver.wakeUp();
    }

    @Test
    void what_was_sealed_with_another_key_is_given_up() throws Exception {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            String config = stage.newConfig();
            stage.hear(stage.config(config, 1, receiver.url(), 500));
            OtpDeliveryRequested good = stage.request(config, 1);
            OtpDeliveryRequested bad = new OtpDeliveryRequested(
                    good.requestId(), good.subject(), config, 1, "a.b.c.d.e", good.expiresAt(), good.at());
            stage.hear(bad);
            due();
            assertThat(told(bad)).containsExactly("unreadable");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    private OtpDeliveryRequested requested(String url, int timeoutMillis) {
        String config = stage.newConfig();
        OtpDeliveryRequested request = stage.request(config, 1);
        stage.hear(request);
        stage.hear(stage.config(config, 1, url, timeoutMillis));
        return request;
    }

    private void due() {
        Await.on(() -> deliver.due());
    }

    /** Returns a word for each published result. */
    private List<String> told(OtpDeliveryRequested request) {
        return stage.told(request).stream()
                .map(event -> event.path("reason").asText("delivered"))
                .toList();
    }

    private static String signature(Request post) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(post.header("webhook-timestamp")));
        return WebhookSecret.parse(Stage.SECRET).orElseThrow().sign(post.header("webhook-id"), at, post.body());
    }
}
