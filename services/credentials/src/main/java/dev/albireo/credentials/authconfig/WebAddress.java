package dev.albireo.credentials.authconfig;

import dev.albireo.credentials.user.LoginName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** What of the texts that an administrator declares is the address of something on the web. */
final class WebAddress {
    private WebAddress() {}

    /** Whether a text is meant as one. */
    static boolean looksLikeOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /** Whether it is an http or https URL (RFC 3986 section 3) with a host, without user information and fragment. */
    static boolean isOne(String text) {
        try {
            URI uri = new URI(text);
            return looksLikeOne(text)
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

    /** Whether a text can be shown in a line. */
    static boolean isPlain(String text) {
        return LoginName.isPlain(text);
    }
}
