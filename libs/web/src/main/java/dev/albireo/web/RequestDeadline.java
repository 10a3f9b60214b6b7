package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Answers 503 if a request has no response after the deadline, before the edge gives up and reports that there is no server. Its database
 * resources are released by the timeouts of its connection.
 */
@Singleton
class RequestDeadline {
    private static final Logger LOG = Logger.getLogger(RequestDeadline.class);
    private final Duration deadline;

    RequestDeadline(WebConfig config) {
        this.deadline = config.requestDeadline();
    }

    void register(@Observes Filters filters) {
        filters.register(routing -> watch(routing, deadline), FilterPriorities.DEADLINE);
    }

    static void watch(RoutingContext routing, Duration deadline) {
        long timer = routing.vertx().setTimer(deadline.toMillis(), id -> end(routing, deadline));
        routing.addEndHandler(done -> routing.vertx().cancelTimer(timer));
        routing.next();
    }

    private static void end(RoutingContext routing, Duration deadline) {
        if (!routing.response().headWritten() && !routing.response().ended()) {
            LOG.warnf(
                    "web request.deadline path=%s method=%s seconds=%d",
                    routing.normalizedPath(), routing.request().method(), deadline.toSeconds());
            routing.response().putHeader("Retry-After", "2");
            RouteRefusal.send(routing, Problem.UNAVAILABLE, "the request timed out; try again later");
        }
    }
}
