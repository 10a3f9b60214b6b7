package dev.albireo.web;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers that a declared webhook adds to each of its requests. */
public final class WebhookHeaders {
    private static final int MAX_HEADERS = 20;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_VALUE_LENGTH = 4_096;

    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 9110 section 5.5, restricted to ASCII, without leading or trailing space. */
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

    /** Headers of the message and the connection (RFC 9110 section 7.6.1); setting them would address another host or another request. */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect");

    private WebhookHeaders() {}

    /** Reads the member {@code headers}; rejected with {@code UNPROCESSABLE} where a name is reserved, or a name or a value is malformed. */
    public static Map<String, String> of(Fields webhook) {
        Map<String, String> headers = webhook.textMap("headers");
        Set<String> seen = new HashSet<>();
        webhook.require(headers.size() <= MAX_HEADERS, "headers", "at most 20");
        headers.forEach((name, value) -> {
            webhook.require(
                    seen.add(name.toLowerCase(Locale.ROOT)) && isName(name),
                    "headers." + displayable(name),
                    "a header name (RFC 9110 section 5.1) that is not reserved and is given once");
            webhook.require(
                    value.length() <= MAX_VALUE_LENGTH && VALUE.matcher(value).matches(),
                    "headers." + name,
                    "1 to 4096 printable ASCII characters");
        });
        return headers;
    }

    private static boolean isName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.length() <= MAX_NAME_LENGTH
                && TOKEN.matcher(name).matches()
                && !RESERVED.contains(lower)
                && !lower.startsWith("webhook-");
    }

    /** Makes an invalid name safe for an error message. */
    private static String displayable(String name) {
        return name.length() <= MAX_NAME_LENGTH && TOKEN.matcher(name).matches() ? name : "?";
    }
}
