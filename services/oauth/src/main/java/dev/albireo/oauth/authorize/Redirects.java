package dev.albireo.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.OAuthRefusal;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The authorization response: parameters appended to a redirect URI that was checked before (RFC 6749 section 4.1.2). */
final class Redirects {
    private Redirects() {}

    /** With the code, the state, and who answers (RFC 9207). */
    static String success(String redirectUri, Optional<String> state, String code, String issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        state.ifPresent(value -> parameters.put("state", value));
        parameters.put("iss", issuer);
        return with(redirectUri, parameters);
    }

    /** With the error (RFC 6749 section 4.1.2.1). */
    static String failure(String redirectUri, Optional<String> state, OAuthRefusal refusal, String issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", refusal.error().code());
        parameters.put("error_description", refusal.description());
        state.ifPresent(value -> parameters.put("state", value));
        parameters.put("iss", issuer);
        return with(redirectUri, parameters);
    }

    /** The URI with further parameters in its query; what it has stays. */
    static String with(String uri, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        if (uri.endsWith("?") || uri.endsWith("&")) {
            return uri + query;
        }
        return uri + (uri.contains("?") ? "&" : "?") + query;
    }
}
