package dev.albireo.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The {@code Retry-After} of a response (RFC 9110 section 10.2.3). Every response with the status 429 (RFC 6585 section 4) or 503 has one:
 * where the response has none of its own, the time that a limit has recorded for the request, or else a default.
 */
@ApplicationScoped
public class RetryAfter {
    /** The usual duration of a database restart, or of a peak load. */
    static final Duration AFTER_OVERLOAD = Duration.ofSeconds(2);

    private static final Duration AFTER_LIMIT = Duration.ofMinutes(1);
    private static final int TOO_MANY_REQUESTS = Problem.TOO_MANY_REQUESTS.status();
    private static final int UNAVAILABLE = Problem.UNAVAILABLE.status();
    private static final String RECORDED = RetryAfter.class.getName();

    private final CurrentVertxRequest current;

    RetryAfter(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Records that the limit which the current request has exceeded permits it again after this time. */
    public void record(Duration wait) {
        RoutingContext routing = current.getCurrent();
        if (routing != null && wait.isPositive()) {
            routing.put(RECORDED, wait);
        }
    }

    /** Returns the value of the header: seconds, rounded up. */
    public static long seconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }

    /** Adds the header to a response that must have one and has none. */
    static void complete(RoutingContext routing) {
        int status = routing.response().getStatusCode();
        if (status != TOO_MANY_REQUESTS && status != UNAVAILABLE
                || routing.response().headers().contains(HttpHeaders.RETRY_AFTER)) {
            return;
        }
        Duration wait = status == UNAVAILABLE
                ? AFTER_OVERLOAD
                : routing.get(RECORDED) instanceof Duration recorded ? recorded : AFTER_LIMIT;
        routing.response().headers().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait)));
    }
}
