package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9110 section 10.2.3, Retry-After of refusals for load")
class RetryAfterTest {
    private final RunningRouter server;

    RetryAfterTest() throws Exception {
        server = new RunningRouter();
    }

    @BeforeEach
    void a_server_that_answers_with_the_status_in_its_path() {
        Router router = server.routes();
        router.route().handler(routing -> {
            routing.addHeadersEndHandler(done -> RetryAfter.complete(routing));
            routing.next();
        });
        router.get("/limited").handler(routing -> {
            CurrentVertxRequest current = new CurrentVertxRequest();
            current.setCurrent(routing);
            new RetryAfter(current).record(Duration.ofMillis(89_001));
            answer(routing, 429);
        });
        router.get("/own").handler(routing -> {
            routing.response().putHeader("Retry-After", "7");
            answer(routing, 503);
        });
        router.get("/:status").handler(routing -> answer(routing, Integer.parseInt(routing.pathParam("status"))));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void none_of_429_and_503_goes_without() throws Exception {
        assertThat(waitOf("/429")).contains("60");
        assertThat(waitOf("/503")).contains("2");
    }

    @Test
    void the_time_of_the_limit_is_rounded_up() throws Exception {
        assertThat(waitOf("/limited")).contains("90");
    }

    @Test
    void a_value_of_the_response_stays() throws Exception {
        assertThat(waitOf("/own")).contains("7");
    }

    @Test
    void other_responses_have_none() throws Exception {
        assertThat(waitOf("/400")).isEmpty();
        assertThat(waitOf("/200")).isEmpty();
    }

    private static void answer(RoutingContext routing, int status) {
        routing.response().setStatusCode(status).end();
    }

    private Optional<String> waitOf(String path) throws Exception {
        return server.get(path, "*/*").headers().firstValue("Retry-After");
    }
}
