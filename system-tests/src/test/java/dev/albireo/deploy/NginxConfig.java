package dev.albireo.deploy;

import dev.albireo.devstack.edge.Route;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two maps of {@code deploy/compose/nginx.conf} that decide which requests are rejected and which service answers. */
final class NginxConfig {
    private static final Pattern ENTRY = Pattern.compile("\\s*\"(~\\*?)(.+)\" (\\S+);");
    private final List<Entry> refused = entries("$request_uri $refused");
    private final List<Entry> services = entries("$request_uri $service");

    private record Entry(String kind, String expression, String value) {
        boolean matches(String target) {
            int flags = kind.equals("~*") ? Pattern.CASE_INSENSITIVE : 0;
            return Pattern.compile(expression, flags).matcher(target).find();
        }
    }

    private static List<Entry> entries(String map) {
        return Checkout.text("deploy/compose/nginx.conf")
                .lines()
                .map(String::strip)
                .dropWhile(line -> !line.equals("map " + map + " {"))
                .skip(1)
                .takeWhile(line -> !line.equals("}"))
                .filter(line -> !line.startsWith("default "))
                .map(NginxConfig::entry)
                .toList();
    }

    private static Entry entry(String line) {
        Matcher parts = ENTRY.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("not an entry of a map: " + line);
        }
        return new Entry(parts.group(1), parts.group(2), parts.group(3));
    }

    /** Returns every row as {@code expression service}, in order. */
    List<String> routes() {
        return services.stream()
                .map(entry -> entry.expression() + " " + entry.value())
                .toList();
    }

    /** Returns the row that corresponds to a row of the launcher's table. */
    static String row(Route route) {
        String path = route.pattern().replace(".", "\\.");
        String expression =
                path.endsWith("/**") ? path.replace("**", "[^?]") : path.replace("{id}", "[^/?]+") + "(\\?|$)";
        return "^" + expression + " " + route.service().id();
    }

    Optional<String> serviceFor(String target) {
        return services.stream()
                .filter(entry -> entry.matches(target))
                .findFirst()
                .map(Entry::value);
    }

    boolean refuses(String target) {
        return refused.stream().anyMatch(entry -> entry.matches(target));
    }
}
