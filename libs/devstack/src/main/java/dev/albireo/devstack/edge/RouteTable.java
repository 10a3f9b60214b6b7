package dev.albireo.devstack.edge;

import dev.albireo.devstack.config.StackService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Maps a public path to its service. The first matching route decides; without one the path does not exist. */
public final class RouteTable {
    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = routes;
    }

    /** Returns the table of {@code routes.txt}. */
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

    /** Returns the service for a path whose target {@link RequestTarget} accepted. */
    public Optional<StackService> serviceFor(String path) {
        return routes.stream().filter(route -> route.matches(path)).findFirst().map(Route::service);
    }

    /** Returns the rows, in order. */
    public List<Route> routes() {
        return routes;
    }
}
