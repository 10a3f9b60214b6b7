package dev.albireo.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The Content-Security-Policy of the answer at hand: nothing inline, nothing foreign, no framing. */
public final class ContentSecurity {
    private static final String FORM_ACTION = "albireo.csp.form-action";
    private static final String WHOLE = "albireo.csp";

    private ContentSecurity() {}

    /** Lets the page's form end in a redirect to this origin; browsers apply {@code form-action} to redirects too. */
    public static void allowFormTo(RoutingContext routing, String origin) {
        routing.put(FORM_ACTION, origin);
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
        String origin = routing.get(FORM_ACTION);
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; "
                + "form-action 'self'"
                + Optional.ofNullable(origin).map(o -> " " + o).orElse("")
                + "; frame-ancestors 'none'; base-uri 'none'";
    }
}
