package dev.albireo.oauth.authorize;

import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.QueryEncoding;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The authorization response: parameters for a verified redirect URI (RFC 6749 section 4.1.2), in the requested response mode. */
final class AuthorizationResponses {
    /** The endpoint that sends the response, on every path of the browser. */
    static final String ENDPOINT = OAuthEndpoint.AUTHORIZATION.path();

    private AuthorizationResponses() {}

    /**
     * The target of a response.
     *
     * @param uri the client's redirect URI, verified before
     */
    record ResponseTarget(String uri, ResponseMode mode, Optional<String> state) {}

    /** Returns the response with code, state and issuer (RFC 9207). */
    static BrowserRedirect success(ResponseTarget target, String code, String issuer) {
        return success(target, Optional.of(code), Map.of(), issuer);
    }

    /** As above, with tokens beside the code or in its place (OAuth 2.0 Multiple Response Types section 5). */
    static BrowserRedirect success(
            ResponseTarget target, Optional<String> code, Map<String, String> tokens, String issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        code.ifPresent(value -> parameters.put("code", value));
        parameters.putAll(tokens);
        return redirect(target, parameters, issuer);
    }

    /** Returns the error response (RFC 6749 section 4.1.2.1). */
    static BrowserRedirect failure(ResponseTarget target, OAuthRefusal refusal, String issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", refusal.error().code());
        parameters.put("error_description", refusal.description());
        return redirect(target, parameters, issuer);
    }

    private static BrowserRedirect redirect(ResponseTarget target, Map<String, String> parameters, String issuer) {
        target.state().ifPresent(value -> parameters.put("state", value));
        parameters.put("iss", issuer);
        return switch (target.mode()) {
            case QUERY -> BrowserRedirect.to(withQuery(ascii(target.uri()), encoded(parameters)));
            case FRAGMENT -> BrowserRedirect.to(ascii(target.uri()) + "#" + encoded(parameters));
            case FORM_POST -> BrowserRedirect.posting(ascii(target.uri()), parameters);
        };
    }

    /**
     * Encodes non-ASCII characters, which no header carries; a client that was registered by an earlier release may have them in its
     * redirect URI.
     */
    private static String ascii(String uri) {
        return URI.create(uri).toASCIIString();
    }

    /** Appends to the query and keeps its existing parameters. */
    private static String withQuery(String uri, String parameters) {
        if (uri.endsWith("?") || uri.endsWith("&")) {
            return uri + parameters;
        }
        return uri + (uri.contains("?") ? "&" : "?") + parameters;
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + QueryEncoding.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
