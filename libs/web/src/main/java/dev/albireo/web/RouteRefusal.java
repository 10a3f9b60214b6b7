package dev.albireo.web;

import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthError;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Answers a request that does not reach Quarkus REST, in the error format of its endpoint; a browser that opens a page gets a page. */
final class RouteRefusal {
    /** A page of constant texts: no template and no session is available to a filter. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>%1$s</title>
            </head>
            <body>
              <main>
                <h1>%1$s</h1>
                <p>This request was not processed: %2$s.</p>
                <p><a href="/account">Go to your account</a></p>
              </main>
            </body>
            </html>
            """;

    private RouteRefusal() {}

    /** Answers with the status of the problem; the detail is a constant text, without anything from the request. */
    static void send(RoutingContext routing, Problem problem, String detail) {
        if (OAuthEndpoint.isForClients(routing.normalizedPath())) {
            JsonObject error =
                    new JsonObject().put("error", error(problem).code()).put("error_description", detail);
            start(routing, problem, "application/json").end(error.encode());
        } else if (acceptsHtml(routing)) {
            start(routing, problem, "text/html;charset=UTF-8").end(PAGE.formatted(problem.title(), detail));
        } else {
            JsonObject document = new JsonObject()
                    .put("type", problem.type())
                    .put("title", problem.title())
                    .put("status", problem.status())
                    .put("detail", detail);
            start(routing, problem, "application/problem+json").end(document.encode());
        }
    }

    private static HttpServerResponse start(RoutingContext routing, Problem problem, String type) {
        return routing.response().setStatusCode(problem.status()).putHeader("Content-Type", type);
    }

    private static boolean acceptsHtml(RoutingContext routing) {
        String accept =
                Optional.ofNullable(routing.request().getHeader("Accept")).orElse("");
        return accept.contains("text/html") && !routing.normalizedPath().startsWith("/internal/");
    }

    private static OAuthError error(Problem problem) {
        return problem == Problem.UNAVAILABLE ? OAuthError.TEMPORARILY_UNAVAILABLE : OAuthError.INVALID_REQUEST;
    }
}
