package dev.albireo.protocol;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One segment of the path of a URL that this server calls. It holds unreserved characters only (RFC 3986 section 2.3), so its text is its
 * own encoding (section 2.1): whatever encodes or decodes it, once or twice, reads the same segment. It is never a dot segment (section
 * 3.3), never empty, and never has a {@code ;} parameter. Every id of this server has this form; a text of a person that has not is sent
 * in the body of a request.
 */
public final class PathSegment {
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    private static final Pattern DOTS = Pattern.compile("\\.{1,2}");

    private final String text;

    private PathSegment(String text) {
        this.text = text;
    }

    /** The segment of this text; empty for a text that would need an encoding or that means another path. */
    public static Optional<PathSegment> of(String text) {
        boolean plain =
                UNRESERVED.matcher(text).matches() && !DOTS.matcher(text).matches();
        return plain ? Optional.of(new PathSegment(text)) : Optional.empty();
    }

    /** The segment of an id, which always has the form of one. */
    public static PathSegment of(UUID id) {
        return new PathSegment(id.toString());
    }

    /** The segment as it stands in a URL. */
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
