package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The Content-Security-Policy of the answer at hand: nothing inline, nothing foreign, no framing. */
public final class ContentSecurity {
    private static final String FORM_ACTION = "albireo.csp.form-action";
    private static final String STYLE = "albireo.csp.style";
    private static final String IMAGE = "albireo.csp.image";
    private static final String WHOLE = "albireo.csp";

    private ContentSecurity() {}

    /** Lets the page's form end in a redirect to this origin; browsers apply {@code form-action} to redirects too. */
    public static void allowFormTo(RoutingContext routing, String origin) {
        routing.put(FORM_ACTION, origin);
    }

    /** Lets the page have a style sheet of this origin beside ours. */
    static void allowStyleFrom(RoutingContext routing, String origin) {
        routing.put(STYLE, origin);
    }

    /** Lets the page have images of this origin, which may be without TLS. */
    static void allowImageFrom(RoutingContext routing, String origin) {
        routing.put(IMAGE, origin);
    }

    /** Replaces the policy of this answer; for developer tools that were not written here. */
    public static void replace(RoutingContext routing, String policy) {
        routing.put(WHOLE, policy);
    }

    static String policy(RoutingContext routing) {
        String whole = routing.get(WHOLE);
        if (whole != null) {
            return whole;
        }
        return "default-src 'none'; script-src 'self'; style-src 'self'" + further(routing, STYLE)
                + "; img-src 'self' data: https:" + further(routing, IMAGE)
                + "; connect-src 'self'; form-action 'self'" + further(routing, FORM_ACTION)
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    private static String further(RoutingContext routing, String name) {
        String origin = routing.get(name);
        return Optional.ofNullable(origin).map(o -> " " + o).orElse("");
    }
}
