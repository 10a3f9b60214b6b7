package dev.albireo.web;

import dev.albireo.protocol.OAuthError;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers a request that does not reach Quarkus REST, in the error format of its endpoint. */
final class RouteRefusal {
    private RouteRefusal() {}

    static void send(RoutingContext routing, Problem problem, String detail) {
        boolean oauth = OAuthEndpoints.include(routing.normalizedPath());
        JsonObject body = oauth
                ? new JsonObject().put("error", error(problem).code()).put("error_description", detail)
                : new JsonObject()
                        .put("type", problem.type())
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", detail);
        routing.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", oauth ? "application/json" : "application/problem+json")
                .end(body.encode());
    }

    private static OAuthError error(Problem problem) {
        return problem == Problem.UNAVAILABLE ? OAuthError.TEMPORARILY_UNAVAILABLE : OAuthError.INVALID_REQUEST;
    }
}
