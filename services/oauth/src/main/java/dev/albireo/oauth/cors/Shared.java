package dev.albireo.oauth.cors;

import java.util.Set;

/** How far an endpoint is shared with the scripts of other origins. Cookies never count there. */
enum Shared {
    /** With every page: it says the same to everybody. */
    WITH_ALL,
    /** With the pages of clients. */
    WITH_CLIENTS,
    /** With nobody. */
    NOT;

    private static final Set<String> FOR_ALL = Set.of(
            "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks.json");
    private static final Set<String> FOR_CLIENTS =
            Set.of("/token", "/userinfo", "/revoke", "/par", "/device_authorization", "/auth/token", "/auth/userinfo");

    static Shared of(String path) {
        if (FOR_ALL.contains(path)) {
            return WITH_ALL;
        }
        return FOR_CLIENTS.contains(path) ? WITH_CLIENTS : NOT;
    }
}
