package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpResponse;
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

    private final RunningRouter server;

    RouteRefusalTest() throws Exception {
        server = new RunningRouter();
    }

    @BeforeEach
    void a_server_that_refuses_everything() {
        Router router = server.routes();
        router.route("/token").handler(routing -> RouteRefusal.send(routing, Problem.TOO_LARGE, DETAIL));
        router.route("/internal/*").handler(RouteRefusalTest::refuse);
        router.route("/login/*").handler(RouteRefusalTest::refuse);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"BAD_REQUEST", "TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "UNAVAILABLE"})
    void is_a_page_with_a_way_on_for_a_browser(Problem problem) throws Exception {
        HttpResponse<String> response = server.get("/login/" + problem, BROWSER);

        assertThat(response.statusCode()).isEqualTo(problem.status());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(response.body())
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
        HttpResponse<String> response = server.get(path, accept);

        assertThat(response.statusCode()).isEqualTo(Problem.TOO_LARGE.status());
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body()).startsWith("{").contains(DETAIL);
    }

    private static void refuse(RoutingContext routing) {
        RouteRefusal.send(routing, Problem.valueOf(routing.normalizedPath().replaceFirst(".*/", "")), DETAIL);
    }
}
