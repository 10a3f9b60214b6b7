package dev.albireo.testkit;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.ParseContext;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;

/**
 * Reads members of a JSON text by JsonPath (RFC 9535). REST Assured's own paths are Groovy scripts that are compiled at each use, which was a
 * quarter of the processor time of the tests.
 */
public final class JsonMember {
    private static final ParseContext PARSER = JsonPath.using(Configuration.defaultConfiguration()
            .addOptions(Option.DEFAULT_PATH_LEAF_TO_NULL, Option.SUPPRESS_EXCEPTIONS));

    private JsonMember() {}

    /**
     * Returns the value at a path; null where the document has none.
     *
     * @param path a JsonPath; {@code $.} may be left out
     */
    public static <T> T read(String json, String path) {
        DocumentContext document = PARSER.parse(json);
        return document.read(path.startsWith("$") ? path : "$." + path);
    }

    /** Matches a JSON text by the value at a path, which is null where the document has none; see {@link #read}. */
    public static Matcher<String> member(String path, Matcher<?> value) {
        return new FeatureMatcher<>(matcherOfAny(value), "JSON with " + path, path) {
            @Override
            protected Object featureValueOf(String json) {
                return read(json, path);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static Matcher<Object> matcherOfAny(Matcher<?> matcher) {
        return (Matcher<Object>) matcher;
    }
}
