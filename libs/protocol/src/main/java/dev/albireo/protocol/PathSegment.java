package dev.albireo.protocol;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One segment of the path of a URL that this server calls. It contains unreserved characters only (RFC 3986 section
 * 2.3), so its text equals its encoding (section 2.1) and repeated encoding or decoding does not change it. It is never
 * a dot segment (section 3.3), never empty, and never has a {@code ;} parameter. Every id of this server has this form;
 * text that a user entered and that has not is sent in the body of a request.
 */
public final class PathSegment {
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    private static final Pattern DOTS = Pattern.compile("\\.{1,2}");

    private final String text;

    private PathSegment(String text) {
        this.text = text;
    }

    /** Returns the segment of this text; empty for text that would need encoding or that denotes another path. */
    public static Optional<PathSegment> of(String text) {
        boolean plain =
                UNRESERVED.matcher(text).matches() && !DOTS.matcher(text).matches();
        return plain ? Optional.of(new PathSegment(text)) : Optional.empty();
    }

    /** Returns the segment of an id, which always has this form. */
    public static PathSegment of(UUID id) {
        return new PathSegment(id.toString());
    }

    /** Returns the segment as it appears in a URL. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathSegment segment && segment.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
