package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request without an answer")
class RequestDeadlineTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void a_server_that_answers_one_path_only() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(routing -> RequestDeadline.watch(routing, Duration.ofMillis(200)));
        router.get("/answered").handler(routing -> routing.response().end("here"));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        router.route("/held/*").handler(routing -> {});
        router.route("/token").handler(routing -> {});
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void gets_503_in_the_format_of_its_endpoint_when_the_deadline_is_over() throws Exception {
        HttpResponse<String> held = get("/held/1");
        HttpResponse<String> token = get("/token");

        assertThat(held.statusCode()).isEqualTo(503);
        assertThat(held.headers().firstValue("Retry-After")).isPresent();
        assertThat(held.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(token.statusCode()).isEqualTo(503);
        assertThat(token.body()).contains("\"error\":\"temporarily_unavailable\"");
    }

    @Test
    void is_not_what_was_answered_in_time() throws Exception {
        assertThat(get("/answered").body()).isEqualTo("here");
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
