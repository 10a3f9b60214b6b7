package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request without an answer")
class RequestDeadlineTest {
    private final RunningRouter server;

    RequestDeadlineTest() throws Exception {
        server = new RunningRouter();
    }

    @BeforeEach
    void a_server_that_answers_one_path_only() {
        Router router = server.routes();
        router.route().handler(routing -> RequestDeadline.watch(routing, Duration.ofMillis(200)));
        router.get("/answered").handler(routing -> routing.response().end("here"));
        router.route("/held/*").handler(routing -> {});
        router.route("/token").handler(routing -> {});
        router.route("/login").handler(routing -> {});
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
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
    void is_a_page_with_a_way_on_for_a_browser_at_a_form() throws Exception {
        HttpResponse<String> page = server.get("/login", "text/html,*/*;q=0.8");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).contains("2");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<a href=\"/account\">");
    }

    @Test
    void is_not_what_was_answered_in_time() throws Exception {
        assertThat(get("/answered").body()).isEqualTo("here");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.get(path, "*/*");
    }
}
