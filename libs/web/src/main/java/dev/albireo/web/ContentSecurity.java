package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Content-Security-Policy of the current response: nothing inline, no other origins, no framing. */
public final class ContentSecurity {
    private static final String CROSS_ORIGIN_FORMS = "albireo.csp.forms-leave";
    private static final String STYLE = "albireo.csp.style";
    private static final String IMAGE = "albireo.csp.image";
    private static final String FRAMES = "albireo.csp.frames";
    private static final int MAX_FRAMES_LENGTH = 2000;
    private static final String WHOLE = "albireo.csp";

    private ContentSecurity() {}

    /**
     * Lets a form of the page end at another site: the policy then has no {@code form-action}. Browsers apply that directive to every
     * redirect that follows a form, including those of the other site, so that no list of sources suffices (docs/adr/0021).
     */
    public static void allowCrossOriginForms(RoutingContext routing) {
        routing.put(CROSS_ORIGIN_FORMS, true);
    }

    /** Permits the style sheet at this URL beside this server's, and others of its origin. */
    public static void allowStyle(RoutingContext routing, String address) {
        origin(address).ifPresent(origin -> routing.put(STYLE, origin));
    }

    /** Permits the image at this URL, and others of its origin, beside those permitted before. */
    public static void allowImage(RoutingContext routing, String address) {
        String before = routing.get(IMAGE);
        origin(address).ifPresent(origin -> routing.put(IMAGE, before == null ? origin : before + " " + origin));
    }

    /**
     * Permits frames of exactly these URLs, with any query, and no others. If they are too many for a header that every proxy accepts,
     * their origins are listed instead.
     */
    public static void allowFrames(RoutingContext routing, List<String> addresses) {
        String exact = joined(addresses.stream()
                .flatMap(address -> origin(address).map(origin -> origin + path(address)).stream()));
        routing.put(
                FRAMES,
                exact.length() <= MAX_FRAMES_LENGTH
                        ? exact
                        : joined(addresses.stream().flatMap(address -> origin(address).stream())));
    }

    private static String joined(Stream<String> expressions) {
        return expressions.distinct().collect(Collectors.joining(" "));
    }

    /** Returns the path in a source expression: characters that would end the expression or the directive are percent-encoded. */
    private static String path(String address) {
        String path = Optional.ofNullable(URI.create(address).getRawPath()).orElse("");
        return path.replace(";", "%3B").replace(",", "%2C");
    }

    /** Returns scheme, host and port in the form of a source expression (Content Security Policy Level 3 section 2.3.1). */
    private static Optional<String> origin(String address) {
        try {
            URI uri = new URI(address);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return Optional.ofNullable(uri.getHost()).map(host -> uri.getScheme() + "://" + host + port);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Replaces the policy of this response; for third-party developer tools. */
    public static void replace(RoutingContext routing, String policy) {
        routing.put(WHOLE, policy);
    }

    static String policy(RoutingContext routing) {
        String whole = routing.get(WHOLE);
        if (whole != null) {
            return whole;
        }
        return "default-src 'none'; script-src 'self'; style-src 'self'" + further(routing, STYLE)
                + "; img-src 'self' data:" + further(routing, IMAGE)
                + frames(routing)
                + "; connect-src 'self'" + (routing.get(CROSS_ORIGIN_FORMS) == null ? "; form-action 'self'" : "")
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    private static String frames(RoutingContext routing) {
        String frames = routing.get(FRAMES);
        return frames == null || frames.isEmpty() ? "" : "; frame-src " + frames;
    }

    private static String further(RoutingContext routing, String name) {
        String origin = routing.get(name);
        return Optional.ofNullable(origin).map(o -> " " + o).orElse("");
    }
}
