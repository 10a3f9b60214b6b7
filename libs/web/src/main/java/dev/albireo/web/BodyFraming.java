package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers a body whose framing is invalid with 400 (RFC 9112 section 7.1). The HTTP server closes the connection by itself, and rejects
 * ambiguous headers (two lengths, {@code Content-Length} beside {@code Transfer-Encoding}, unknown transfer codings) before any filter
 * runs.
 */
@Singleton
class BodyFraming {
    void register(@Observes Filters filters) {
        filters.register(BodyFraming::watch, FilterPriorities.CONNECTION);
    }

    private static void watch(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        response.exceptionHandler(failure -> {
            if (!(failure instanceof HttpClosedException) && !response.headWritten() && !response.closed()) {
                response.setStatusCode(Problem.BAD_REQUEST.status())
                        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                        .end();
                // Writes the response first; the connection is closed in any case after this handler.
                routing.request().connection().close();
            }
        });
        routing.next();
    }
}
