package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses what no door takes, before anything reads it: multipart bodies, and media types that are none (RFC 9110 section 8.3.1), over
 * which the framework would stumble. An {@code Accept} that is no list of them counts for nothing (RFC 9110 section 12.5.1).
 */
@Singleton
class ContentTypeGuard {
    private static final int BEFORE_REST = 800;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(\\s*;[^\\p{Cntrl},]*)?");

    /** What {@code HttpURLConnection} sends for everything. */
    private static final Pattern ANYTHING = Pattern.compile("\\*(\\s*;[^\\p{Cntrl},]*)?");

    void register(@Observes Filters filters) {
        filters.register(ContentTypeGuard::check, BEFORE_REST);
    }

    private static void check(RoutingContext routing) {
        String type = routing.request().getHeader("Content-Type");
        String accept = routing.request().getHeader("Accept");
        if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            refuse(routing, Problem.UNSUPPORTED_MEDIA_TYPE, "multipart bodies are not accepted here");
        } else if (type != null && !type.isBlank() && !isMediaType(type)) {
            refuse(routing, Problem.UNSUPPORTED_MEDIA_TYPE, "Content-Type is not a media type");
        } else {
            if (accept != null && !areMediaTypes(accept)) {
                routing.request().headers().set("Accept", "*/*");
            }
            routing.next();
        }
    }

    static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text.strip()).matches();
    }

    static boolean areMediaTypes(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .allMatch(part -> ANYTHING.matcher(part).matches() || isMediaType(part));
    }

    private static void refuse(RoutingContext routing, Problem problem, String detail) {
        routing.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", problem.type())
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", detail)
                        .encode());
    }
}
