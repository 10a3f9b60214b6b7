package dev.albireo.credentials.session;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The browser that a User-Agent names, in words that its user recognises.
 *
 * @param browser such as Firefox; empty if it is none of the known ones
 * @param system such as Linux; empty if it is none of the known ones
 */
public record BrowserName(Optional<String> browser, Optional<String> system) {
    /** In this order, because most browsers claim to be the ones after them. */
    private static final Map<String, String> BROWSERS = ordered(
            "edg/",
            "Edge",
            "opr/",
            "Opera",
            "firefox/",
            "Firefox",
            "fxios/",
            "Firefox",
            "crios/",
            "Chrome",
            "chrome/",
            "Chrome",
            "safari/",
            "Safari",
            "curl/",
            "curl");

    private static final Map<String, String> SYSTEMS = ordered(
            "android",
            "Android",
            "iphone",
            "iPhone",
            "ipad",
            "iPad",
            "windows",
            "Windows",
            "mac os x",
            "macOS",
            "cros",
            "ChromeOS",
            "linux",
            "Linux");

    /** Returns the name that this User-Agent has. */
    public static BrowserName of(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT);
        return new BrowserName(first(BROWSERS, text), first(SYSTEMS, text));
    }

    private static Optional<String> first(Map<String, String> names, String text) {
        return names.entrySet().stream()
                .filter(name -> text.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
