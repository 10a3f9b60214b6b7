package dev.albireo.oauth.client.metadata;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The redirect URIs of a client (RFC 6749 section 3.1.2), with the rules of their registration and of their use.
 *
 * @param applicationType {@code application_type}
 * @param uris {@code redirect_uris}
 */
public record RedirectUris(ApplicationType applicationType, List<String> uris) {
    /** The member {@code redirect_uris}. */
    public static final String MEMBER = "redirect_uris";

    private static final String TYPE = "application_type";
    private static final int MAX_ENTRIES = 50;
    private static final int MAX_LENGTH = 2000;

    /** Includes {@code localhost}, which command-line tools use although IP literals are preferable (RFC 8252 section 8.3). */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    /** The parameters of a response; each may occur once in a redirect URI (RFC 6749 section 3.1, RFC 9207 section 2). */
    private static final Set<String> RESPONSE_PARAMETERS = Set.of(
            "access_token",
            "code",
            "error",
            "error_description",
            "error_uri",
            "expires_in",
            "id_token",
            "iss",
            "response",
            "scope",
            "state",
            "token_type");

    private static final Pattern REVERSE_DNS = Pattern.compile("[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+");
    private static final Pattern SHORT_SCHEME = Pattern.compile("[a-z][a-z0-9+-]*");

    /** Schemes that belong to browsers and to other protocols. */
    private static final Set<String> NEVER_PRIVATE = Set.of(
            "about",
            "blob",
            "chrome",
            "data",
            "file",
            "filesystem",
            "ftp",
            "http",
            "https",
            "intent",
            "javascript",
            "mailto",
            "sms",
            "tel",
            "urn",
            "vbscript",
            "view-source",
            "ws",
            "wss");

    public RedirectUris {
        uris = List.copyOf(uris);
    }

    /** Returns the redirect URIs of a web application. */
    public static RedirectUris ofWeb(String... uris) {
        return new RedirectUris(ApplicationType.WEB, List.of(uris));
    }

    /**
     * Reads the redirect URIs; each must suit the application type. Tools such as oidc-agent register a private-use scheme as {@code web}:
     * the response then says {@code native}, as RFC 7591 section 3.2.1 lets a server replace a value.
     */
    static RedirectUris read(MetadataReader metadata, GrantSettings grants) {
        List<String> uris =
                metadata.strings(MEMBER).orElse(List.of()).stream().distinct().toList();
        metadata.require(uris.size() <= MAX_ENTRIES, MEMBER, "at most " + MAX_ENTRIES + " addresses");
        uris.forEach(uri -> reject(metadata, responseUriViolation(uri)));
        boolean implicit = grants.types().contains(GrantSettings.IMPLICIT);
        ApplicationType type = metadata.text(TYPE)
                .map(name -> ApplicationType.of(name).orElseThrow(() -> metadata.mustBe(TYPE, "web or native")))
                .filter(declared -> metadata.isByAdministrator() || implicit || declared.suits(uris))
                .orElseGet(() -> ApplicationType.defaultFor(uris));
        uris.forEach(uri -> reject(metadata, type.violation(uri, implicit)));
        return new RedirectUris(type, uris);
    }

    void write(Map<String, Object> members) {
        members.put(MEMBER, uris);
        members.put(TYPE, applicationType.value());
    }

    private static void reject(MetadataReader metadata, Optional<String> violation) {
        violation.ifPresent(text -> {
            throw metadata.redirectUri(text);
        });
    }

    /**
     * Returns whether the redirect URI of a request equals the registered one: the same text, except the port of a native application's
     * loopback URI (RFC 9700 sections 2.1 and 4.1.3, RFC 8252 section 7.3).
     */
    public static boolean matches(String registered, String requested, boolean nativeClient) {
        if (registered.equals(requested)) {
            return true;
        }
        Optional<URI> ours = MetadataUris.parse(registered).filter(RedirectUris::isLocal);
        Optional<URI> other = MetadataUris.parse(requested).filter(RedirectUris::isLocal);
        return nativeClient
                && ours.isPresent()
                && other.isPresent()
                && withoutPort(registered, ours.get()).equals(withoutPort(requested, other.get()));
    }

    /** Returns why the URI cannot be registered as a redirect URI for responses; empty if it can. */
    public static Optional<String> responseUriViolation(String text) {
        return violation(text)
                .or(() -> MetadataUris.parameterOf(text, RESPONSE_PARAMETERS)
                        .map(name -> "has the parameter " + name + " in its query, which is reserved for responses"));
    }

    /** Returns why the URI cannot be registered; empty if it can. */
    static Optional<String> violation(String text) {
        Optional<URI> parsed = MetadataUris.parse(text);
        if (text.length() > MAX_LENGTH || parsed.isEmpty() || !parsed.get().isAbsolute()) {
            return Optional.of("is not an absolute URI in ASCII");
        }
        URI uri = parsed.get();
        if (uri.getRawFragment() != null) {
            return Optional.of("has a fragment");
        }
        if (uri.getRawUserInfo() != null || text.contains("\\") || text.contains("*")) {
            return Optional.of("contains user information, a backslash or a wildcard");
        }
        return switch (uri.getScheme()) {
            case "https" -> uri.getHost() == null ? Optional.of("has no host") : Optional.empty();
            case "http" ->
                isLocal(uri)
                        ? Optional.empty()
                        : Optional.of("uses http with a host other than localhost, 127.0.0.1 or [::1]; use https");
            default ->
                REVERSE_DNS.matcher(uri.getScheme()).matches() || isShort(uri.getScheme())
                        ? Optional.empty()
                        : Optional.of("has a scheme that is neither https nor a reversed domain name");
        };
    }

    /** Returns the private-use scheme of a URI if it is no reversed domain name; {@link PrivateUseSchemes} decides on it. */
    static Optional<String> shortScheme(String uri) {
        return MetadataUris.parse(uri).map(URI::getScheme).filter(RedirectUris::isShort);
    }

    private static boolean isShort(String scheme) {
        return SHORT_SCHEME.matcher(scheme).matches() && !NEVER_PRIVATE.contains(scheme);
    }

    /** Returns the origin in the form of a Content-Security-Policy: scheme and authority, or the scheme alone where there is none. */
    public static String origin(String text) {
        URI uri = URI.create(text);
        boolean web = uri.getScheme().equals("https") || uri.getScheme().equals("http");
        return web ? uri.getScheme() + "://" + uri.getRawAuthority() : uri.getScheme() + ":";
    }

    private static boolean isLocal(URI uri) {
        return "http".equals(uri.getScheme())
                && uri.getRawUserInfo() == null
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost());
    }

    private static String withoutPort(String text, URI uri) {
        String authority = uri.getRawAuthority();
        return text.replaceFirst(Pattern.quote(authority), uri.getHost());
    }
}
