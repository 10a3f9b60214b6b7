package dev.albireo.oauth.limit;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RawRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final String REGISTRATION = "{\"redirect_uris\":[\"" + Stage.REDIRECT_URI + "\"]}";
    private static final AtomicInteger CALL = new AtomicInteger();

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
    void a_wrong_secret_counts_for_many_requests_and_delays_no_other_client() {
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
        while (tried < 100 && token(new App("unknown-" + tried, "x")).statusCode() == 401) {
            tried++;
        }

        assertThat(tried).isEqualTo(12);
        given().header("X-Forwarded-For", "198.51.100.7")
                .formParam("grant_type", "refresh_token")
                .formParam("client_id", "unknown")
                .post("/token")
                .then()
                .statusCode(429);
    }

    @Test
    void requests_without_a_proof_are_counted_by_network() {
        List<Integer> answers = IntStream.range(0, 70)
                .mapToObj(i -> given().formParam("client_id", "unknown-" + i)
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
    void registration_is_rate_limited() {
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
            int status = post("/connect/register");
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
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(303));
        answers.getLast().then().statusCode(429).header("Retry-After", "2").contentType(ContentType.HTML);
        clock.advance(Duration.ofSeconds(2));
        assertThat(given().redirects()
                        .follow(false)
                        .queryParam("client_id", app.id())
                        .get("/authorize")
                        .statusCode())
                .isNotEqualTo(429);
    }

    /** Each route with the budget that it counts against, and how it is spelled otherwise. */
    static Stream<Arguments> spellings() {
        return Stream.of("/token", "/par", "/device_authorization", "/introspect", "/revoke", "/connect/register")
                .flatMap(route -> Stream.of(
                                "%s/",
                                "%s//",
                                "/%s",
                                "//%s",
                                "%s;x",
                                "%s;x=/",
                                "%s/.",
                                "/.%s",
                                "%s%%2f",
                                "%s%%2F",
                                "%s/%%2e",
                                "%s%%3bx",
                                "%s%%00",
                                "/%%" + Integer.toHexString(route.charAt(1)) + route.substring(2),
                                route.replaceFirst("/c", "/C").toUpperCase(Locale.ROOT))
                        .map(spelling -> Arguments.of(route, spelling.formatted(route))));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void each_spelling_of_a_route_counts_against_its_budget_or_leads_nowhere(String route, String spelling) {
        for (int i = 0; post(route) != 429; i++) {
            assertThat(i).as("requests to " + route).isLessThan(100);
        }
        assertThat(post(spelling)).isIn(400, 404, 405, 429);

        clock.advance(Duration.ofHours(1));
        int refused = 0;
        for (int i = 0; i < 20 && (refused = post(spelling)) != 429; i++) {
            assertThat(refused).as("what is no spelling of " + route).isNotIn(200, 500);
        }
        assertThat(post(route) == 429).as("spent by " + spelling).isEqualTo(refused == 429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/authorize/", "//authorize", "/%61uthorize", "/authorize;x", "/authorize%2f", "/authorize//"})
    void each_spelling_of_the_authorization_endpoint_counts_against_its_budget_or_leads_nowhere(String spelling) {
        App app = stage.register();
        String query = "?client_id=" + app.id() + "&response_type=code&scope=openid&redirect_uri="
                + URLEncoder.encode(Stage.REDIRECT_URI, UTF_8);
        while (get("/authorize" + query) != 429) {}
        assertThat(get(spelling + query)).isIn(400, 404, 429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "%s/", "//connect/register/x", "/connect//register/x", "/connect/%%72egister/x", "%s;x"})
    void each_spelling_of_a_registered_client_stops_after_failures(String spelling) {
        String path = spelling.formatted("/connect/register/x");
        while (post("/token") != 429) {}
        assertThat(get(path)).isIn(400, 404, 429);
    }

    /** A client that does not exist, or a registration: 401, 403 or 201 unless the request is refused before. */
    private static int post(String path) {
        return path.toLowerCase(Locale.ROOT).contains("regist")
                ? send("POST", path, "Content-Type: application/json", REGISTRATION)
                : send(
                        "POST",
                        path,
                        "Content-Type: application/x-www-form-urlencoded\r\nAuthorization: Basic "
                                + basic("unknown-" + CALL.incrementAndGet() + ":x"),
                        "grant_type=client_credentials&token=x");
    }

    private static int get(String path) {
        return send("GET", path, "Authorization: Bearer ra_" + "a".repeat(43), "");
    }

    /** Sends the path as it is, and without RestAssured, which would need most of the time for thousands of requests. */
    private static int send(String method, String path, String header, String body) {
        return RawRequest.status(
                RestAssured.port,
                method + " " + path + " HTTP/1.1\r\nHost: localhost:" + RestAssured.port + "\r\n" + header
                        + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static String basic(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private Response token(App app) {
        return stage.token(app).formParam("grant_type", "x").post("/token");
    }

    private static void tooMany(Response response, int seconds) {
        response.then()
                .statusCode(429)
                .header("Retry-After", Integer.toString(seconds))
                .header("Cache-Control", "no-store")
                .body(member("error", equalTo("temporarily_unavailable")));
    }
}
