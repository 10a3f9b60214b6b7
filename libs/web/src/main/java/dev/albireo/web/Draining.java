package dev.albireo.web;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends callers elsewhere while this process waits for its end ({@code quarkus.shutdown.delay}): every answer is the last one of its
 * connection. Who asks for readiness learns it there; who keeps a connection to this very process, as services do among each other, learns
 * it here, before the connection goes.
 */
@ApplicationScoped
class Draining {
    private static final int FIRST = Integer.MAX_VALUE;
    private final AtomicBoolean ending = new AtomicBoolean();

    void begin(@Observes ShutdownDelayInitiatedEvent delay) {
        ending.set(true);
    }

    void register(@Observes Filters filters) {
        filters.register(this::lastOfItsConnection, FIRST);
    }

    private void lastOfItsConnection(RoutingContext request) {
        if (ending.get()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.next();
    }
}
