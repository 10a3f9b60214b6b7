package dev.albireo.web;

import io.netty.resolver.AddressResolver;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Resolves all addresses of a host name with the resolver of Vert.x, without blocking. */
@Singleton
public class HostAddressResolver {
    private final VertxInternal vertx;

    HostAddressResolver(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** Fails if there are none. A literal address resolves to itself. */
    public Uni<List<InetAddress>> of(String host) {
        AddressResolver<InetSocketAddress> resolver = vertx.nettyAddressResolverGroup()
                .getResolver(vertx.getEventLoopGroup().next());
        return Uni.createFrom()
                .emitter(emitter -> resolver.resolveAll(InetSocketAddress.createUnresolved(host, 0))
                        .addListener(found -> {
                            if (found.isSuccess()) {
                                emitter.complete(addresses(found.getNow()));
                            } else {
                                emitter.fail(found.cause());
                            }
                        }));
    }

    private static List<InetAddress> addresses(Object found) {
        return ((List<?>) found)
                .stream()
                        .map(InetSocketAddress.class::cast)
                        .map(InetSocketAddress::getAddress)
                        .toList();
    }
}
