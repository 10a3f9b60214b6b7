package dev.albireo.oauth.cors;

import java.util.Set;

/** The extent to which scripts of other origins may read an endpoint. Cookies never count there. */
enum CorsPolicy {
    /** All origins: the response does not depend on the caller. */
    WITH_ALL,
    /** The origins of clients' pages. */
    WITH_CLIENTS,
    /** No origin. */
    NOT;

    private static final Set<String> FOR_ALL = Set.of(
            "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks.json");
    private static final Set<String> FOR_CLIENTS =
            Set.of("/token", "/userinfo", "/revoke", "/par", "/device_authorization", "/auth/token", "/auth/userinfo");

    static CorsPolicy of(String path) {
        if (FOR_ALL.contains(path)) {
            return WITH_ALL;
        }
        return FOR_CLIENTS.contains(path) ? WITH_CLIENTS : NOT;
    }
}
