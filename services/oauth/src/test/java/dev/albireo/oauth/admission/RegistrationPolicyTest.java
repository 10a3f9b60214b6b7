package dev.albireo.oauth.admission;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.admission.RegistrationPolicy.RegistrationPermit;
import dev.albireo.protocol.Network;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The limit of registrations an hour from one network without a token")
class RegistrationPolicyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    InitialTokenStore tokens;

    @Inject
    RegistrationAttemptStore tries;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    @Test
    void the_one_too_many_waits_until_the_window_ends() {
        RegistrationPolicy registrationPolicy = admission("3");
        for (int i = 0; i < 3; i++) {
            admit(registrationPolicy, "192.0.2." + i);
        }

        assertThatThrownBy(() -> admit(registrationPolicy, "192.0.2.9"))
                .isInstanceOfSatisfying(OAuthRefusal.class, refusal -> {
                    assertThat(refusal.error()).isEqualTo(OAuthError.TOO_MANY_REQUESTS);
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofHours(1));
                });
        assertThat(admit(registrationPolicy, "198.51.100.1").token()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(admit(registrationPolicy, "192.0.2.9").token()).isEmpty();
    }

    @Test
    void of_many_at_once_no_more_come_in() {
        RegistrationPolicy registrationPolicy = admission("5");
        List<Uni<Boolean>> calls = IntStream.range(0, 50)
                .mapToObj(i -> registrationPolicy
                        .admit(Optional.empty(), false, "203.0.113.7")
                        .map(permit -> true)
                        .onFailure(OAuthRefusal.class)
                        .recoverWithItem(false))
                .toList();

        List<?> admitted = Uni.join().all(calls).andFailFast().await().atMost(LIMIT);

        assertThat(admitted.stream().filter(Boolean.TRUE::equals)).hasSize(5);
    }

    @Test
    void RFC6585_section_4_the_answer_says_when_to_try_again() {
        String network = Network.of("127.0.0.1");
        tries.reserve(network, 1, Duration.ofMinutes(10), clock.instant())
                .await()
                .atMost(LIMIT);
        execute("UPDATE registration_try SET used = 1000000 WHERE network = $1", network);
        try {
            given().contentType(ContentType.JSON)
                    .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI)))
                    .post("/connect/register")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "600")
                    .body(member("error", equalTo("temporarily_unavailable")));
        } finally {
            execute("DELETE FROM registration_try WHERE network = $1", network);
        }
    }

    private void execute(String sql, String network) {
        db.preparedQuery(sql).execute(Tuple.of(network)).await().atMost(LIMIT);
    }

    private RegistrationPolicy admission(String most) {
        return new RegistrationPolicy(
                tokens, tries, limits(Map.of("albireo.registration.admission.clients-per-network", most)), clock);
    }

    private static RegistrationLimitsConfig limits(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(RegistrationLimitsConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RegistrationLimitsConfig.class);
    }

    private static RegistrationPermit admit(RegistrationPolicy registrationPolicy, String address) {
        return registrationPolicy
                .admit(Optional.empty(), false, address)
                .await()
                .atMost(LIMIT);
    }
}
