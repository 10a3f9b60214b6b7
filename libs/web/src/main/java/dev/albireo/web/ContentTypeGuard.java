package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects unsupported content before it is read: multipart bodies, and malformed media types (RFC 9110 section 8.3.1), which the framework
 * cannot handle. A malformed {@code Accept} is ignored (RFC 9110 section 12.5.1).
 */
@Singleton
class ContentTypeGuard {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(\\s*;[^\\p{Cntrl},]*)?");

    /** The value that {@code HttpURLConnection} sends for any content. */
    private static final Pattern ANYTHING = Pattern.compile("\\*(\\s*;[^\\p{Cntrl},]*)?");

    /** What a browser sends for a script that sets the header twice, as GraphiQL does. */
    private static final Pattern REPEATED_JSON =
            Pattern.compile("application/json(\\s*,\\s*application/json)+", Pattern.CASE_INSENSITIVE);

    /** Media types of almost every body; they need no matching. */
    private static final Set<String> USUAL = Set.of("application/x-www-form-urlencoded", "application/json");

    void register(@Observes Filters filters) {
        filters.register(ContentTypeGuard::check, FilterPriorities.CONTENT_TYPE);
    }

    private static void check(RoutingContext routing) {
        removeMeaninglessContentType(routing.request());
        mergeRepeatedContentType(routing.request());
        String type = routing.request().getHeader("Content-Type");
        List<String> accept = routing.request().headers().getAll("Accept");
        if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            RouteRefusal.send(routing, Problem.UNSUPPORTED_MEDIA_TYPE, "multipart bodies are not supported");
        } else if (type != null && !isMediaType(type)) {
            RouteRefusal.send(routing, Problem.UNSUPPORTED_MEDIA_TYPE, "Content-Type is not a media type");
        } else {
            if (!accept.isEmpty() && !areMediaTypes(String.join(",", accept))) {
                routing.request().headers().set("Accept", "*/*");
            }
            routing.next();
        }
    }

    /** Removes an empty Content-Type, and that of a form on a request without a form, such as the GET after a 303. */
    private static void removeMeaninglessContentType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        boolean empty = type != null && type.isBlank();
        if (empty || (FormReader.isForm(request) && !FormReader.METHODS.contains(request.method()))) {
            request.headers().remove("Content-Type");
        }
    }

    /** Sets the header to one media type if the same is repeated; it has one value (RFC 9110 section 8.3). */
    private static void mergeRepeatedContentType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type != null && isRepeatedJson(type)) {
            request.headers().set("Content-Type", "application/json");
        }
    }

    static boolean isRepeatedJson(String type) {
        return type.indexOf(',') > 0 && REPEATED_JSON.matcher(type.strip()).matches();
    }

    static boolean isMediaType(String text) {
        return USUAL.contains(text) || MEDIA_TYPE.matcher(text.strip()).matches();
    }

    /** Returns whether it is a list of at least one media type or range. */
    static boolean areMediaTypes(String text) {
        List<String> parts = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return !parts.isEmpty()
                && parts.stream().allMatch(part -> ANYTHING.matcher(part).matches() || isMediaType(part));
    }
}
