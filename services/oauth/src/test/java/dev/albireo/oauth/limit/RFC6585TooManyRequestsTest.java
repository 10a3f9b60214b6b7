package dev.albireo.oauth.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(RFC6585TooManyRequestsTest.Limited.class)
@DisplayName("RFC 6585 section 4: a client above the limit gets Retry-After")
class RFC6585TooManyRequestsTest {
    public static class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "albireo.limits.failures", "5",
                    "albireo.limits.failure-window", "PT50S"));
            settings.putAll(Map.of(
                    "albireo.trusted-proxies", "192.0.2.1",
                    "albireo.limits.enabled", "true",
                    "albireo.limits.client-requests", "40",
                    "albireo.limits.client-window", "PT10S",
                    "albireo.limits.network-requests", "60",
                    "albireo.limits.network-window", "PT60S",
                    "albireo.limits.authorizations", "30",
                    "albireo.limits.authorization-window", "PT60S",
                    "albireo.limits.registrations", "10",
                    "albireo.limits.registration-window", "PT100S"));
            return settings;
        }
    }

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @BeforeEach
    void long_after_everything() {
        clock.advance(Duration.ofHours(1));
    }

    @Test
    void a_client_that_calls_too_often_waits_and_no_other_does() {
        App app = stage.register();
        App other = stage.register();
        for (int i = 0; i < 40; i++) {
            token(app).then().statusCode(400);
        }

        tooMany(token(app), 1);
        token(other).then().statusCode(400);
        clock.advance(Duration.ofSeconds(1));
        token(app).then().statusCode(400);
    }

    @Test
    void a_wrong_secret_counts_for_many_requests_and_holds_up_nobody_else() {
        App app = stage.register();
        App other = stage.register();
        for (int i = 0; i < 5; i++) {
            token(new App(app.id(), "wrong " + i)).then().statusCode(401);
        }

        tooMany(token(new App(app.id(), "wrong")), 10);
        tooMany(token(app), 10);
        token(other).then().statusCode(400);
        clock.advance(Duration.ofSeconds(10));
        token(app).then().statusCode(400);
    }

    @Test
    void who_tries_name_after_name_is_stopped_by_its_network() {
        int tried = 0;
        while (tried < 100 && token(new App("nobody-" + tried, "x")).statusCode() == 401) {
            tried++;
        }

        assertThat(tried).isEqualTo(12);
        given().header("X-Forwarded-For", "198.51.100.7")
                .formParam("grant_type", "refresh_token")
                .formParam("client_id", "nobody")
                .post("/token")
                .then()
                .statusCode(429);
    }

    @Test
    void requests_without_a_proof_are_counted_by_network() {
        List<Integer> answers = IntStream.range(0, 70)
                .mapToObj(i -> given().formParam("client_id", "nobody-" + i)
                        .formParam("grant_type", "x")
                        .post("/device_authorization")
                        .statusCode())
                .toList();

        assertThat(answers).contains(401).endsWith(429);
    }

    @Test
    void pushed_requests_and_the_other_name_of_the_token_endpoint_count_as_well() {
        App app = stage.register();
        for (int i = 0; i < 20; i++) {
            stage.token(app).post("/par").then().statusCode(400);
            stage.token(app)
                    .formParam("grant_type", "x")
                    .post("/auth/token")
                    .then()
                    .statusCode(400);
        }

        tooMany(stage.token(app).post("/par"), 1);
        stage.token(app).formParam("token", "x").post("/introspect").then().statusCode(200);
    }

    @Test
    void nobody_registers_clients_without_end() {
        for (int i = 0; i < 10; i++) {
            stage.register();
        }

        tooMany(
                given().contentType(ContentType.JSON)
                        .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI)))
                        .post("/connect/register"),
                10);
    }

    @Test
    void a_thousand_registrations_in_a_minute_leave_few_clients() {
        int registered = 0;
        for (int i = 0; i < 1000; i++) {
            int status = given().contentType(ContentType.JSON)
                    .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI)))
                    .post("/connect/register")
                    .statusCode();
            assertThat(status).isIn(201, 429);
            registered += status == 201 ? 1 : 0;
            clock.advance(Duration.ofMillis(60));
        }

        assertThat(registered).isBetween(10, 16);
    }

    @Test
    void authorization_requests_without_end_are_refused_by_network_on_a_page() {
        App app = stage.register();
        List<Response> answers = IntStream.range(0, 31)
                .mapToObj(i -> given().redirects()
                        .follow(false)
                        .queryParam("client_id", app.id())
                        .queryParam("redirect_uri", Stage.REDIRECT_URI)
                        .queryParam("response_type", "code")
                        .queryParam("scope", "openid")
                        .get("/authorize"))
                .toList();

        assertThat(answers.subList(0, 30))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(303));
        answers.getLast().then().statusCode(429).header("Retry-After", "2").contentType(ContentType.HTML);
        clock.advance(Duration.ofSeconds(2));
        assertThat(given().redirects()
                        .follow(false)
                        .queryParam("client_id", app.id())
                        .get("/authorize")
                        .statusCode())
                .isNotEqualTo(429);
    }

    private Response token(App app) {
        return stage.token(app).formParam("grant_type", "x").post("/token");
    }

    private static void tooMany(Response answer, int seconds) {
        answer.then()
                .statusCode(429)
                .header("Retry-After", Integer.toString(seconds))
                .header("Cache-Control", "no-store")
                .body("error", equalTo("temporarily_unavailable"));
    }
}
