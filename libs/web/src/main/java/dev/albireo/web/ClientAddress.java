package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/** Where a request comes from: the peer, or what the nearest trusted proxy says of it. */
@Singleton
public class ClientAddress {
    private final List<String> trusted;

    ClientAddress(WebConfig config) {
        this.trusted = config.trustedProxies();
    }

    /** The address as text; a client's own {@code X-Forwarded-For} never counts. */
    public String of(RoutingContext routing) {
        String peer = routing.request().remoteAddress().hostAddress();
        String forwarded = routing.request().getHeader("X-Forwarded-For");
        if (forwarded == null || !trusted.contains(peer)) {
            return peer;
        }
        String nearest = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return nearest.matches("[0-9A-Fa-f.:]{2,45}") ? nearest : peer;
    }
}
