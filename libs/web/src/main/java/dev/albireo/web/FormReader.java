package dev.albireo.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads form-encoded bodies before Quarkus REST does, which never answers a request whose last value is not decodable. Only POST, PUT and
 * PATCH have such a body; {@link ContentTypeGuard} removes the header from any other request. {@link FormGuard} rejects unreadable bodies.
 * Calls of services have no forms: their bodies are left to the endpoint, which would wait for one that was read.
 */
@Singleton
class FormReader {
    static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private static final String MALFORMED = "albireo.form.malformed";
    private static final String TOO_LARGE = "albireo.form.too-large";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_FIELDS = 100;

    private final long largest;

    FormReader(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.largest = largest.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, FilterPriorities.FORM);
    }

    static boolean couldNotRead(RoutingContext routing) {
        return routing.get(MALFORMED) != null;
    }

    /** Returns whether the request declares its body as a form. */
    static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(FORM);
    }

    private void read(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean internal = routing.normalizedPath().startsWith("/internal/");
        if (internal || !METHODS.contains(request.method()) || !isForm(request)) {
            routing.next();
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(part -> append(part, body, routing));
        request.exceptionHandler(failure -> routing.put(MALFORMED, true));
        request.endHandler(end -> {
            if (routing.get(TOO_LARGE) != null) {
                RouteRefusal.send(routing, Problem.TOO_LARGE, "a form may have " + largest + " bytes");
            } else {
                parse(body, routing);
                routing.next();
            }
        });
        request.resume();
    }

    private void append(Buffer part, Buffer body, RoutingContext routing) {
        if (body.length() + (long) part.length() > largest) {
            routing.put(TOO_LARGE, true);
        } else {
            body.appendBuffer(part);
        }
    }

    private static void parse(Buffer body, RoutingContext routing) {
        MultiMap form = routing.request().formAttributes();
        Map<String, List<String>> values = UrlEncoded.parse(body.getBytes());
        if (values.values().stream().mapToInt(List::size).sum() > MAX_FIELDS) {
            routing.put(MALFORMED, true);
        } else {
            values.forEach(form::add);
            Form.keep(values, routing);
        }
        if (form.isEmpty()) {
            // Without any parameter, Quarkus would read the body a second time.
            form.add("", "");
        }
    }
}
