package dev.albireo.credentials.session;

import org.jspecify.annotations.Nullable;

/** Text that a browser sends about itself, sanitized for storage. */
final class BrowserText {
    private static final int MAX_LENGTH = 256;

    private BrowserText() {}

    /** Returns at most 256 characters without control characters. */
    static String plain(@Nullable String text) {
        String given = text == null ? "" : text;
        return given.substring(0, Math.min(given.length(), MAX_LENGTH)).replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }
}
