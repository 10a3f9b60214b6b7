package dev.albireo.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers a declared body over the limit with 413 (RFC 9110 section 15.5.14) in the format of its endpoint, and closes the connection.
 * Quarkus answers without any content, so a browser would show an empty page. A body without a declared length is limited by its reader.
 */
@Singleton
class BodySizeGuard {
    private final long largest;

    BodySizeGuard(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.largest = largest.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterPriorities.BODY_SIZE);
    }

    private void check(RoutingContext routing) {
        if (declared(routing.request().getHeader(HttpHeaders.CONTENT_LENGTH)) <= largest) {
            routing.next();
            return;
        }
        routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        routing.request().resume();
        RouteRefusal.send(routing, Problem.TOO_LARGE, "a body may have " + largest + " bytes");
    }

    /** The HTTP server has rejected a length that is not a number. */
    private static long declared(@Nullable String length) {
        return length == null ? 0 : Long.parseLong(length.strip());
    }
}
