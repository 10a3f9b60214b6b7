package dev.albireo.credentials.password;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.login.OtherSettings;
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.testkit.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(OtherSettings.class)
@DisplayName("Every endpoint that hashes a password for a browser")
class HashQueueTest {
    private static final String PROBE = "X-Probe";
    private static final String NEW = "another horse battery";

    /** The response to the request with the header {@value #PROBE}. */
    @ApplicationScoped
    static class ProbedResponse {
        private final AtomicReference<@Nullable HttpServerResponse> response = new AtomicReference<>();

        void register(@Observes Filters filters) {
            filters.register(
                    routing -> {
                        if (routing.request().headers().contains(PROBE)) {
                            response.set(routing.response());
                        }
                        routing.next();
                    },
                    1_000);
        }

        boolean closed() {
            HttpServerResponse probed = response.get();
            return probed != null && probed.closed();
        }

        void forget() {
            response.set(null);
        }
    }

    /** The endpoints that verify or set a password. */
    enum HashingEndpoint {
        LOGIN("/login"),
        REGISTER("/register"),
        CHANGE_PASSWORD("/account/password"),
        CONFIRM("/account/confirm"),
        BOOTSTRAP("/account/bootstrap");

        private final String path;

        HashingEndpoint(String path) {
            this.path = path;
        }
    }

    private record Form(String path, String session, Map<String, String> fields) {}

    private final CountDownLatch gate = new CountDownLatch(1);

    @Inject
    HashPool pool;

    @Inject
    MeterRegistry meters;

    @Inject
    Given users;

    @Inject
    ProbedResponse probed;

    @AfterEach
    void open() {
        gate.countDown();
        probed.forget();
    }

    @ParameterizedTest
    @EnumSource
    void is_refused_in_a_network_that_fills_its_share_and_serves_the_others(HashingEndpoint endpoint) {
        Form inBusyNetwork = form(endpoint);
        Form inQuietNetwork = form(endpoint);
        occupyThread();
        IntStream.range(0, OtherSettings.HASHES).forEach(i -> hash("203.0.113." + i, () -> true));

        CompletableFuture<Response> refused = CompletableFuture.supplyAsync(() -> send(inBusyNetwork, "203.0.113.99"));
        assertThat(refused).succeedsWithin(Duration.ofSeconds(10)).satisfies(response -> {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.header("Retry-After")).isNotEmpty();
        });
        CompletableFuture<Response> served = CompletableFuture.supplyAsync(() -> send(inQuietNetwork, "198.51.100.1"));
        gate.countDown();
        assertThat(served)
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(response ->
                        assertThat(response.statusCode()).isEqualTo(endpoint == HashingEndpoint.BOOTSTRAP ? 403 : 303));
    }

    @ParameterizedTest
    @EnumSource
    void hashes_nothing_for_a_browser_that_has_disconnected(HashingEndpoint endpoint) throws IOException {
        Form form = form(endpoint);
        double before = abandoned();
        occupyThread();

        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(text(form).getBytes(US_ASCII));
            socket.getOutputStream().flush();
            await().atMost(10, TimeUnit.SECONDS).until(() -> waiting() == 1);
        }
        await().atMost(10, TimeUnit.SECONDS).until(probed::closed);
        gate.countDown();

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(abandoned()).isEqualTo(before + 1));
    }

    /** Occupies the only thread until the gate opens. */
    private void occupyThread() {
        CountDownLatch begun = new CountDownLatch(1);
        pool.run(HashCaller.ADMINISTRATION, () -> {
                    begun.countDown();
                    return passed(gate);
                })
                .subscribe()
                .with(done -> {}, failure -> {});
        passed(begun);
    }

    private void hash(String address, BooleanSupplier present) {
        pool.run(HashCaller.of(address, present), () -> "hash").subscribe().with(done -> {}, failure -> {});
    }

    private static boolean passed(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private double waiting() {
        return meters.get("albireo.password.queue").gauge().value();
    }

    private double abandoned() {
        return meters.get("albireo.password.abandoned").counter().count();
    }

    private Form form(HashingEndpoint endpoint) {
        return switch (endpoint) {
            case LOGIN ->
                new Form(
                        endpoint.path,
                        "",
                        Map.of("username", users.user(false).username(), "password", Given.PASSWORD));
            case REGISTER ->
                new Form(endpoint.path, "", Map.of("username", users.newName(), "password", Given.PASSWORD));
            case CHANGE_PASSWORD -> inSession(endpoint.path, Map.of("current", Given.PASSWORD, "password", NEW));
            case CONFIRM -> inSession(endpoint.path, Map.of("password", Given.PASSWORD));
            case BOOTSTRAP ->
                new Form(
                        endpoint.path,
                        "",
                        Map.of(
                                "code",
                                "bs_" + "x".repeat(43),
                                "username",
                                users.newName(),
                                "password",
                                Given.PASSWORD));
        };
    }

    private Form inSession(String path, Map<String, String> fields) {
        Visit visit = Visit.of(users.user(false));
        Map<String, String> all = new HashMap<>(fields);
        all.put("form_token", Visit.field(visit.get(path).asString(), "form_token"));
        return new Form(path, visit.session(), all);
    }

    private static Response send(Form form, String address) {
        return given().redirects()
                .follow(false)
                .accept("text/html")
                .header("X-Forwarded-For", address)
                .cookie("albireo-session", form.session())
                .formParams(form.fields())
                .post(form.path());
    }

    private static String text(Form form) {
        String body = form.fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + QueryEncoding.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return String.join(
                "\r\n",
                List.of(
                        "POST " + form.path() + " HTTP/1.1",
                        "Host: localhost:" + RestAssured.port,
                        "Accept: text/html",
                        "Cookie: albireo-session=" + form.session(),
                        PROBE + ": 1",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: " + body.length(),
                        "",
                        body));
    }
}
