package dev.albireo.oauth.client.metadata;

import java.util.List;
import java.util.Set;
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

    /** Lets a receiver read its event stream (CAEP Interoperability Profile 1.0 section 2.7.3). */
    public static final String SSF_READ = "ssf.read";

    /** Lets a receiver manage its event stream, and read it. */
    public static final String SSF_MANAGE = "ssf.manage";

    private static final Set<String> SSF = Set.of(SSF_READ, SSF_MANAGE);

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
        return RESERVED.stream().anyMatch(scope::startsWith) || isOfSharedSignals(scope);
    }

    /** Returns whether an administrator may declare a client with this reserved scope; no client can register it by itself. */
    static boolean isDeclarable(String scope) {
        return scope.equals(RESOURCES_API) || isOfSharedSignals(scope);
    }

    /** Returns whether the scope is for the transmitter of the Shared Signals Framework. */
    public static boolean isOfSharedSignals(String scope) {
        return SSF.contains(scope);
    }
}
