package dev.albireo.credentials.authconfig;

import dev.albireo.credentials.user.LoginName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Validates URLs in an administrator's declaration. */
final class WebAddressRules {
    private WebAddressRules() {}

    /** Returns whether a text is intended as a URL. */
    static boolean looksLikeUrl(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /** Returns whether it is an http or https URL (RFC 3986 section 3) with a host, without user information and fragment. */
    static boolean isOne(String text) {
        try {
            URI uri = new URI(text);
            return looksLikeUrl(text)
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= 65_535
                    && uri.getPort() != 0
                    && text.codePoints().allMatch(c -> c > ' ' && c < 0x7f);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns whether a text can be displayed in one line. */
    static boolean isPlain(String text) {
        return LoginName.isPlain(text);
    }
}
