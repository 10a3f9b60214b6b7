package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The network address of a request: the peer's, or the one reported by the chain of trusted proxies. */
@Singleton
public class ClientAddress {
    private final TrustedProxies proxies;

    ClientAddress(WebConfig config) {
        this.proxies = TrustedProxies.parse(config.trustedProxies());
    }

    /** Returns the address as text; a client's own {@code X-Forwarded-For} never counts. */
    public String of(RoutingContext routing) {
        return proxies.client(
                routing.request().remoteAddress().hostAddress(),
                routing.request().headers().getAll("X-Forwarded-For"));
    }
}
