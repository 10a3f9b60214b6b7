package dev.albireo.devstack.edge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The request target exactly as the client sent it. A path that two programs could interpret differently is rejected before it is routed,
 * so that the service sees what the route table allows.
 */
final class RequestTarget {
    /** Dot, slash, backslash, semicolon, percent sign, DEL: each is an alternative spelling of a character that the rules below check. */
    private static final List<String> REFUSED_ENCODINGS = List.of("%2e", "%2f", "%5c", "%3b", "%25", "%7f");

    private static final Pattern ENCODED_CONTROL = Pattern.compile("%[01][0-9a-fA-F]");
    private static final Pattern BROKEN_ENCODING = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(/|$)");

    private RequestTarget() {}

    /** Returns the target without its query. */
    static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns why the target is rejected, for the client's developer; empty for a valid one. */
    static Optional<String> problem(String target) {
        if (!target.startsWith("/")) {
            return Optional.of("the target must be a path");
        }
        if (target.chars().anyMatch(character -> character <= ' ' || character >= 0x7f || character == '#')) {
            return Optional.of("the target contains a character that must be percent-encoded");
        }
        return pathProblem(path(target));
    }

    private static Optional<String> pathProblem(String path) {
        String lowerCase = path.toLowerCase(Locale.ROOT);
        if (path.contains("//")) {
            return Optional.of("the path has an empty segment");
        }
        if (path.contains("..") || DOT_SEGMENT.matcher(path).find()) {
            return Optional.of("the path has a dot segment");
        }
        if (path.indexOf('\\') >= 0 || path.indexOf(';') >= 0) {
            return Optional.of("the path has a backslash or a semicolon");
        }
        if (REFUSED_ENCODINGS.stream().anyMatch(lowerCase::contains)
                || ENCODED_CONTROL.matcher(path).find()
                || BROKEN_ENCODING.matcher(path).find()) {
            return Optional.of("the path has an encoded character that is not accepted");
        }
        return Optional.empty();
    }
}
