package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A refusal before Quarkus REST")
class RouteRefusalTest {
    /** What browsers send when they open a page or send a form. */
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static final String DETAIL = "a constant text";

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void a_server_that_refuses_everything() throws Exception {
        Router router = Router.router(vertx);
        router.route("/token").handler(routing -> RouteRefusal.send(routing, Problem.TOO_LARGE, DETAIL));
        router.route("/internal/*").handler(RouteRefusalTest::refuse);
        router.route("/login/*").handler(RouteRefusalTest::refuse);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"BAD_REQUEST", "TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "UNAVAILABLE"})
    void is_a_page_with_a_way_on_for_a_browser(Problem problem) throws Exception {
        HttpResponse<String> answer = get("/login/" + problem, BROWSER);

        assertThat(answer.statusCode()).isEqualTo(problem.status());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.body())
                .contains("<h1>" + problem.title() + "</h1>", DETAIL, "<a href=\"/account\">")
                .doesNotContain("/login");
    }

    @ParameterizedTest
    @CsvSource({
        "/login/TOO_LARGE, */*, application/problem+json",
        "/login/TOO_LARGE, application/json, application/problem+json",
        "/internal/TOO_LARGE, text/html, application/problem+json",
        "/token, text/html, application/json"
    })
    void is_a_document_for_any_other_client(String path, String accept, String type) throws Exception {
        HttpResponse<String> answer = get(path, accept);

        assertThat(answer.statusCode()).isEqualTo(Problem.TOO_LARGE.status());
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.body()).startsWith("{").contains(DETAIL);
    }

    private static void refuse(RoutingContext routing) {
        RouteRefusal.send(routing, Problem.valueOf(routing.normalizedPath().replaceFirst(".*/", "")), DETAIL);
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path))
                            .header("Accept", accept)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
