package dev.albireo.oauth.client.metadata;

import java.util.List;
import java.util.regex.Pattern;

/** The names of the scopes that this server interprets (OpenID Connect Core section 5.4). */
public final class Scopes {
    /** Marks a request of OpenID Connect. */
    public static final String OPENID = "openid";
    /** Lets the grant outlive the session (OpenID Connect Core section 11). */
    public static final String OFFLINE_ACCESS = "offline_access";
    /** Grants access to the admin API. */
    public static final String ADMIN_API = "albireo:admin";

    /** Grants a service account access to the declared resources. */
    public static final String RESOURCES_API = "albireo:resources";

    /** The syntax of RFC 6749 section 3.3, with a maximum length. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}");

    private static final List<String> RESERVED = List.of("albireo:", "internal:");

    private Scopes() {}

    /** Returns whether the text is a well-formed scope. */
    static boolean isWellFormed(String scope) {
        return TOKEN.matcher(scope).matches();
    }

    /** Returns whether the scope is reserved for this system's own clients. */
    public static boolean isReserved(String scope) {
        return RESERVED.stream().anyMatch(scope::startsWith);
    }
}
