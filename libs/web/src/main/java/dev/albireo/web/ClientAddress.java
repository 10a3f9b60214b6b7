package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The address a request comes from: the peer's, or the one that the chain of trusted proxies vouches for. */
@Singleton
public class ClientAddress {
    private final TrustedProxies proxies;

    ClientAddress(WebConfig config) {
        this.proxies = TrustedProxies.parse(config.trustedProxies());
    }

    /** The address as text; a client's own {@code X-Forwarded-For} never counts. */
    public String of(RoutingContext routing) {
        return proxies.client(
                routing.request().remoteAddress().hostAddress(),
                routing.request().headers().getAll("X-Forwarded-For"));
    }
}
