package dev.albireo.webhooks.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.OtpDeliveryRequested;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.webhooks.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OtpDeliveryStoreTest {
    private static final String URL = "http://127.0.0.1:9/otp";

    private record Limits(int inProgress, int perReceiver) implements DeliveryLimitsConfig {}

    @Inject
    OtpDeliveryStore store;

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @BeforeEach
    void nothing_is_there() {
        stage.forgetAll();
    }

    @Test
    void a_request_waits_for_its_version_of_the_config_and_takes_a_newer_one() {
        String config = stage.newConfig();
        stage.hear(stage.request(config, 2));
        assertThat(claim()).isEmpty();
        stage.hear(stage.config(config, 1, URL, 500));
        assertThat(claim()).isEmpty();
        stage.hear(stage.config(config, 3, URL, 700));
        stage.hear(stage.config(config, 2, "http://old.example/", 100));
        assertThat(claim()).singleElement().satisfies(attempt -> {
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.endpoint().orElseThrow().url()).isEqualTo(URL);
            assertThat(attempt.endpoint().orElseThrow().timeout()).isEqualTo(Duration.ofMillis(700));
        });
    }

    @Test
    void of_parallel_claims_each_row_goes_to_one_and_all_of_them_keep_to_the_limits() throws Exception {
        for (int i = 0; i < 4; i++) {
            requests(5);
        }
        requests(30);
        List<OtpDeliveryAttempt> claimed = Await.inParallel(10, this::claims).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(claimed)
                .hasSize(4 * 5 + 10)
                .extracting(OtpDeliveryAttempt::requestId)
                .doesNotHaveDuplicates();

        for (int i = 0; i < 5; i++) {
            requests(10);
        }
        assertThat(claim()).hasSize(20);
        assertThat(claim()).isEmpty();

        Await.on(() -> store.again(claimed.getFirst(), DeliveryOutcome.TIMEOUT, clock.instant(), clock.instant()));
        assertThat(claim()).hasSize(1);
    }

    @Test
    void the_receiver_with_the_fewest_deliveries_in_progress_comes_first() {
        for (int i = 0; i < 4; i++) {
            requests(10);
        }
        requests(8);
        assertThat(claim()).hasSize(48);
        requests(10);
        OtpDeliveryRequested last = due();

        assertThat(claim()).hasSize(2).extracting(OtpDeliveryAttempt::requestId).contains(last.requestId());
    }

    @Test
    void the_limits_are_those_of_the_installation() {
        requests(5);
        requests(5);
        requests(5);

        assertThat(Await.on(() -> claims(new Limits(5, 2)))).hasSize(5);
        assertThat(Await.on(() -> claims(new Limits(5, 2)))).isEmpty();
        assertThat(Await.on(() -> claims(new Limits(7, 2)))).hasSize(1);
        assertThat(Await.on(() -> claims(new Limits(50, 2)))).isEmpty();
        assertThat(Await.on(() -> claims(new Limits(50, 3)))).hasSize(3);
    }

    @Test
    void a_claim_without_result_is_claimed_again_under_the_same_id() {
        OtpDeliveryRequested request = due();
        assertThat(claim()).hasSize(1);
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofMillis(5_501));
        assertThat(claim()).singleElement().satisfies(attempt -> {
            assertThat(attempt.requestId()).isEqualTo(request.requestId());
            assertThat(attempt.number()).isEqualTo(2);
        });
    }

    @Test
    void a_request_heard_twice_is_one() {
        OtpDeliveryRequested request = due();
        stage.hear(request);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void what_is_expired_is_never_claimed_and_told_of_once() {
        OtpDeliveryRequested request = due();
        clock.advance(Stage.LIFE);
        assertThat(claim()).isEmpty();
        Await.on(() -> store.expire(clock.instant(), 10));
        Await.on(() -> store.expire(clock.instant(), 10));
        assertThat(stage.row(request)).isEqualTo(new Stage.Row("failed", true, 0));
        assertThat(stage.told(request)).singleElement().satisfies(told -> {
            assertThat(told.path("reason").asText()).isEqualTo("expired");
            assertThat(told.path("last").asBoolean()).isTrue();
        });
    }

    @Test
    void a_delivery_is_told_once_and_its_body_erased() {
        OtpDeliveryRequested request = due();
        OtpDeliveryAttempt attempt = claim().getFirst();
        Await.on(() -> store.delivered(attempt, clock.instant()));
        Await.on(() -> store.delivered(attempt, clock.instant()));
        Await.on(() -> store.over(attempt, DeliveryOutcome.TIMEOUT, clock.instant()));
        assertThat(stage.row(request)).isEqualTo(new Stage.Row("delivered", true, 1));
        assertThat(stage.told(request)).hasSize(1);
    }

    @Test
    void who_was_overtaken_by_a_later_attempt_changes_nothing() {
        OtpDeliveryRequested request = due();
        OtpDeliveryAttempt slow = claim().getFirst();
        clock.advance(Duration.ofSeconds(10));
        claim();
        Await.on(() -> store.over(slow, DeliveryOutcome.TIMEOUT, clock.instant()));
        assertThat(stage.row(request)).isEqualTo(new Stage.Row("due", false, 2));
        assertThat(stage.told(request)).isEmpty();
    }

    @Test
    void a_config_that_is_gone_has_no_endpoint() {
        String config = stage.newConfig();
        stage.hear(stage.config(config, 1, URL, 500));
        stage.hear(new AuthConfigDeleted(config, 2, clock.instant()));
        stage.hear(stage.request(config, 1));
        assertThat(claim())
                .singleElement()
                .extracting(OtpDeliveryAttempt::endpoint)
                .isEqualTo(Optional.empty());
    }

    private void requests(int number) {
        String config = stage.newConfig();
        stage.hear(stage.config(config, 1, URL, 500));
        for (int i = 0; i < number; i++) {
            stage.hear(stage.request(config, 1));
        }
    }

    private OtpDeliveryRequested due() {
        String config = stage.newConfig();
        OtpDeliveryRequested request = stage.request(config, 1);
        stage.hear(stage.config(config, 1, URL, 500));
        stage.hear(request);
        return request;
    }

    private List<OtpDeliveryAttempt> claim() {
        return Await.on(this::claims);
    }

    private Uni<List<OtpDeliveryAttempt>> claims() {
        return claims(new Limits(50, 10));
    }

    private Uni<List<OtpDeliveryAttempt>> claims(DeliveryLimitsConfig limits) {
        return store.claim(clock.instant(), limits).map(ClaimedDeliveries::attempts);
    }
}
