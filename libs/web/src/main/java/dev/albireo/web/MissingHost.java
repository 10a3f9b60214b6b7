package dev.albireo.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers an HTTP/1.1 request without {@code Host} with 400 (RFC 9112 section 3.2). The router rejects such a request before any filter
 * runs, {@link RequestGuard} included, and its own error handler would write a stack trace to the log for each.
 */
@Singleton
class MissingHost {
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(MissingHost::reject);
    }

    private static void reject(RoutingContext routing) {
        if (hasNoHost(routing.request())) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            RouteRefusal.send(routing, Problem.BAD_REQUEST, "the Host header is missing");
        } else {
            routing.next();
        }
    }

    private static boolean hasNoHost(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2 && request.getHeader(HttpHeaders.HOST) == null;
    }
}
