package dev.albireo.devstack.edge;

import dev.albireo.devstack.config.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Which service answers a public path. The first route that matches decides; none means that the path does not exist. */
public final class RouteTable {
    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = routes;
    }

    /** The table of {@code routes.txt}. */
    public static RouteTable load() {
        try (InputStream file = RouteTable.class.getResourceAsStream("routes.txt")) {
            if (file == null) {
                throw new IllegalStateException("routes.txt is missing");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RouteTable parse(String text) {
        return new RouteTable(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Route::parse)
                .toList());
    }

    /** The service for a path whose target {@link RequestTarget} found well-formed. */
    public Optional<Service> serviceFor(String path) {
        return routes.stream().filter(route -> route.matches(path)).findFirst().map(Route::service);
    }

    /** The rows, in order. */
    public List<Route> routes() {
        return routes;
    }
}
