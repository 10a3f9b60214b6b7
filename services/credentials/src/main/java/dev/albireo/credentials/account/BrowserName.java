package dev.albireo.credentials.account;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Derives a browser's name from its User-Agent, in two words that its owner recognises. */
final class BrowserName {
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

    private BrowserName() {}

    /** Returns a name such as {@code Firefox on Linux}. */
    static String of(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT);
        String browser = first(BROWSERS, text, "A browser");
        String system = first(SYSTEMS, text, "");
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String first(Map<String, String> names, String text, String otherwise) {
        return names.entrySet().stream()
                .filter(name -> text.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
