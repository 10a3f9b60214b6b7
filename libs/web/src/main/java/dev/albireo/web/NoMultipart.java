package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/** No door takes multipart bodies, so none is parsed: refused before anything reads them. */
@Singleton
class NoMultipart {
    private static final int BEFORE_REST = 800;

    void register(@Observes Filters filters) {
        filters.register(NoMultipart::check, BEFORE_REST);
    }

    private static void check(RoutingContext routing) {
        String type = routing.request().getHeader("Content-Type");
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            routing.next();
            return;
        }
        Problem problem = Problem.UNSUPPORTED_MEDIA_TYPE;
        routing.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", problem.type())
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", "multipart bodies are not accepted here")
                        .encode());
    }
}
