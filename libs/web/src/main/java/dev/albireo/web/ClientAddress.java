package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Where a request comes from: the peer, or what the nearest trusted proxy says of it. */
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
                routing.request().getHeader("X-Forwarded-For"));
    }
}
