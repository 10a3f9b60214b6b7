package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rejects an ambiguous request: without {@code Host}, in HTTP/1.0 as well, with two or with a list in it (RFC 9112 section 3.2), or with a
 * repeated field that may occur only once (RFC 9110 section 5.3). Also rejects a path with a control character, which no resource has in
 * its name and PostgreSQL does not accept, and such a query in calls of services.
 */
@Singleton
class RequestGuard {
    private static final List<String> ONCE = List.of("Host", "Content-Type", "Authorization", "Origin");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|%[01][0-9a-fA-F]|%7[fF]");

    void register(@Observes Filters filters) {
        filters.register(RequestGuard::check, FilterPriorities.REQUEST);
    }

    private static void check(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        for (String name : ONCE) {
            if (request.headers().getAll(name).size() > 1) {
                refuse(routing, name + " was sent more than once");
                return;
            }
        }
        String host = request.getHeader("Host");
        boolean none = host == null && request.version() != HttpVersion.HTTP_2;
        if (none || (host != null && (host.isBlank() || host.contains(",")))) {
            refuse(routing, "the Host header is missing or is not a single host");
            return;
        }
        boolean internal = routing.normalizedPath().startsWith("/internal/");
        if (hasControl(request.path()) || (internal && hasControl(request.query()))) {
            RouteRefusal.send(routing, Problem.BAD_REQUEST, "the request target contains a control character");
            return;
        }
        routing.next();
    }

    /** Answers 400 and closes the connection, since what follows on it may belong to another request. */
    private static void refuse(RoutingContext routing, String detail) {
        routing.response().putHeader("Connection", "close");
        routing.addEndHandler(sent -> routing.request().connection().close());
        RouteRefusal.send(routing, Problem.BAD_REQUEST, detail);
    }

    private static boolean hasControl(@Nullable String text) {
        return text != null && !isPlain(text) && CONTROL.matcher(text).find();
    }

    /** Returns whether every character is a visible one of ASCII other than the percent sign, as in most requests. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '%') {
                return false;
            }
        }
        return true;
    }
}
