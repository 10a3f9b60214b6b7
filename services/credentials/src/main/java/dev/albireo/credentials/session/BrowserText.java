package dev.albireo.credentials.session;

import org.jspecify.annotations.Nullable;

/** Text that a browser says of itself, made fit to be kept. */
final class BrowserText {
    private static final int LONGEST = 256;

    private BrowserText() {}

    /** At most 256 characters, none of them a control character. */
    static String plain(@Nullable String text) {
        String given = text == null ? "" : text;
        return given.substring(0, Math.min(given.length(), LONGEST)).replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }
}
