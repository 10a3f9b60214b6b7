package dev.albireo.admin.owner;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Forwards the acting administrator's own access token, so that the owning service can authorize and audit the administrator. */
@Singleton
public class ActorHeader implements ClientRequestFilter {
    private final CurrentVertxRequest current;

    ActorHeader(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void filter(ClientRequestContext request) {
        RoutingContext routing = current.getCurrent();
        String header = routing == null ? null : routing.request().getHeader("Authorization");
        if (header != null && header.startsWith("Bearer ")) {
            request.getHeaders().putSingle("Albireo-Actor", header.substring("Bearer ".length()));
        }
    }
}
