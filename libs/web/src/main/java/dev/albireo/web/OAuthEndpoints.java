package dev.albireo.web;

import java.util.Set;

/** The endpoints of OAuth clients, whose errors are JSON as in RFC 6749 section 5.2. */
final class OAuthEndpoints {
    private static final Set<String> PATHS = Set.of(
            "/token",
            "/par",
            "/revoke",
            "/introspect",
            "/userinfo",
            "/device_authorization",
            "/connect/register",
            "/auth/token",
            "/auth/introspect",
            "/auth/userinfo");

    private static final String REGISTERED = "/connect/register/";

    private OAuthEndpoints() {}

    static boolean include(String path) {
        return PATHS.contains(path) || path.startsWith(REGISTERED);
    }

    /** Returns the value of the label of a meter: never a path with an id in it. */
    static String label(String path) {
        return PATHS.contains(path) ? path : path.startsWith(REGISTERED) ? REGISTERED + "{id}" : "other";
    }
}
