package dev.albireo.web.start;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules on the issuer: https (OpenID Connect Discovery section 3), except on the developer's own machine. */
final class IssuerRules {
    private static final String KEY = "albireo.issuer";
    private static final Pattern OWN_MACHINE =
            Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    static final StartupRule RULE = StartupRule.refuses(
            "`" + KEY + "`",
            "an https URL without query and fragment; http for `localhost`, `*.localhost`, `127.0.0.0/8` and `[::1]` only",
            settings -> lines(settings.value(KEY)));

    private IssuerRules() {}

    private static List<String> lines(Optional<String> issuer) {
        if (issuer.isEmpty()) {
            return List.of(KEY + " is not set; set the public URL, such as https://id.example.com");
        }
        URI uri;
        try {
            uri = URI.create(issuer.get());
        } catch (IllegalArgumentException e) {
            return List.of(KEY + " is not a URL; set one such as https://id.example.com");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null) {
            return List.of(
                    KEY + " has no host, or a user, query or fragment; set a URL such as https://id.example.com");
        }
        boolean fine = scheme.equals("https")
                || (scheme.equals("http") && OWN_MACHINE.matcher(host).matches());
        return StartupRule.when(!fine, KEY + " is " + scheme + " and not on this machine; use https");
    }
}
