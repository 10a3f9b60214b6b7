package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sets the headers that every response of every service has, and those that its status demands. A page may widen its policy by {@link ContentSecurity}. */
@Singleton
class SecurityHeaders {
    private final WebConfig config;

    SecurityHeaders(WebConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(
                routing -> {
                    routing.addHeadersEndHandler(done -> add(routing));
                    routing.next();
                },
                FilterPriorities.RESPONSE_HEADERS);
    }

    private void add(RoutingContext routing) {
        MultiMap headers = routing.response().headers();
        headers.set("Content-Security-Policy", ContentSecurity.policy(routing));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        // Not "no-referrer": browsers would then send "Origin: null" with this server's own forms.
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set(
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), publickey-credentials-create=(self), publickey-credentials-get=(self)");
        if (config.secure()) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (routing.response().getStatusCode() == 401 && !headers.contains("WWW-Authenticate")) {
            headers.set("WWW-Authenticate", WwwAuthenticate.at(routing.normalizedPath()));
        }
        RetryAfter.complete(routing);
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
    }
}
