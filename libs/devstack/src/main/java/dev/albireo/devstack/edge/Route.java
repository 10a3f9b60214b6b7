package dev.albireo.devstack.edge;

import dev.albireo.devstack.config.StackService;

/** One row of the table. {@code pattern} is a path, a path that ends in {@code /{id}}, or one that ends in {@code /**}. */
public record Route(String pattern, StackService service) {
    private static final String SEGMENT = "{id}";
    private static final String SUBTREE = "**";

    public Route {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a route begins with a slash: " + pattern);
        }
    }

    static Route parse(String line) {
        String[] columns = line.split("\\s+", -1);
        if (columns.length != 2) {
            throw new IllegalArgumentException("a route has a path and a service: " + line);
        }
        return new Route(columns[0], StackService.of(columns[1]));
    }

    /** Returns whether the route matches {@code path}, which is unchanged and without its query. */
    boolean matches(String path) {
        if (pattern.endsWith(SUBTREE)) {
            return restAfter(SUBTREE, path).length() > 0;
        }
        if (pattern.endsWith(SEGMENT)) {
            String segment = restAfter(SEGMENT, path);
            return !segment.isEmpty() && segment.indexOf('/') < 0;
        }
        return pattern.equals(path);
    }

    /** Returns the rest after the fixed part of the pattern; empty when the path does not begin with it. */
    private String restAfter(String placeholder, String path) {
        String fixed = pattern.substring(0, pattern.length() - placeholder.length());
        return path.startsWith(fixed) ? path.substring(fixed.length()) : "";
    }
}
