package dev.albireo.admin.resource;

import dev.albireo.web.FilterPriorities;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;

/**
 * curl declares every body a form by default. These resources accept no forms, so such a body is treated as one without a declared
 * type, before it is parsed as a form.
 */
@Singleton
class DefaultContentType {
    private static final Set<HttpMethod> WRITING = Set.of(HttpMethod.PUT, HttpMethod.PATCH);

    void register(@Observes Filters filters) {
        filters.register(DefaultContentType::unsay, FilterPriorities.DEFAULT_CONTENT_TYPE);
    }

    private static void unsay(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean written = WRITING.contains(request.method());
        String type = request.getHeader("Content-Type");
        if (written && type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            request.headers().remove("Content-Type");
        }
        routing.next();
    }
}
