package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Rejects an ambiguous path before it is routed: dot segments (RFC 3986 section 3.3), and {@code ;}, {@code /} and {@code \} within a
 * segment, each plain or percent-encoded. The framework would drop what follows a {@code ;} (a matrix parameter) and act on another
 * resource than the named one. The edge rejects the same; calls between services do not pass it.
 */
@Singleton
class PathGuard {
    private static final String DOT = "(\\.|%2[eE])";
    private static final Pattern AMBIGUOUS = Pattern.compile(";|\\\\|%3[bB]|%5[cC]|%2[fF]|/" + DOT + "{1,2}(/|$)");

    void register(@Observes Filters filters) {
        filters.register(PathGuard::check, FilterPriorities.PATH);
    }

    private static void check(RoutingContext routing) {
        if (isAmbiguous(path(routing.request().uri()))) {
            RouteRefusal.send(
                    routing,
                    Problem.BAD_REQUEST,
                    "the path has a dot segment, or a semicolon, slash or backslash in a segment");
        } else {
            routing.next();
        }
    }

    static boolean isAmbiguous(String path) {
        return mayBeAmbiguous(path) && AMBIGUOUS.matcher(path).find();
    }

    /** Every ambiguous path has one of these characters, or a segment that begins with a dot; hardly another has. */
    private static boolean mayBeAmbiguous(String path) {
        return path.indexOf('%') >= 0 || path.indexOf(';') >= 0 || path.indexOf('\\') >= 0 || path.contains("/.");
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
