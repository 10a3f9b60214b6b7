package dev.albireo.web;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes connections while this process waits for its end ({@code quarkus.shutdown.delay}): every response is the last one of its
 * connection. Clients of the readiness check are informed there; clients with a persistent connection to this process, such as other
 * services, are informed here before the connection is closed.
 */
@ApplicationScoped
class ShutdownDrain {
    private final AtomicBoolean ending = new AtomicBoolean();

    void begin(@Observes ShutdownDelayInitiatedEvent delay) {
        ending.set(true);
    }

    void register(@Observes Filters filters) {
        filters.register(this::lastOfItsConnection, FilterPriorities.CONNECTION);
    }

    private void lastOfItsConnection(RoutingContext request) {
        if (ending.get()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.next();
    }
}
