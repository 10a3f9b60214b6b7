package dev.albireo.oauth.client;

import java.util.List;
import java.util.regex.Pattern;

/** The names of scopes that mean something to this server (OpenID Connect Core section 5.4). */
public final class Scopes {
    /** Makes a request one of OpenID Connect. */
    public static final String OPENID = "openid";
    /** Lets the grant outlive the session (OpenID Connect Core section 11). */
    public static final String OFFLINE_ACCESS = "offline_access";
    /** Admits to the admin API. */
    public static final String ADMIN_API = "albireo:admin";

    /** Admits a pipeline's client to the declared resources. */
    public static final String RESOURCES_API = "albireo:resources";

    /** RFC 6749 section 3.3, and not endless. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}");

    private static final List<String> RESERVED = List.of("albireo:", "internal:");

    private Scopes() {}

    /** Whether the text is a scope at all. */
    static boolean isWellFormed(String scope) {
        return TOKEN.matcher(scope).matches();
    }

    /** Whether only this system's own clients may have it. */
    static boolean isReserved(String scope) {
        return RESERVED.stream().anyMatch(scope::startsWith);
    }
}
