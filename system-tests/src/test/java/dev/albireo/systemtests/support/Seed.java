package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of the seed document, extracted from its text byte for byte. */
public final class Seed {
    private static final String TEXT = read();

    private Seed() {}

    /** Makes sure that the seed's user exists. */
    public static void alice() {
        Admin admin = Running.admin();
        if (admin.data("{ user(username: \"alice\") { username } }").get("user").isNull()) {
            admin.data(
                    "mutation { createUser(input: {username: \"alice\", password: \"" + Admin.PASSWORD
                            + "\", email: \"alice@example.com\", emailVerified: true, name: \"Alice Example\"}) { username } }");
        }
    }

    /**
     * Returns the example that begins with {@code start} at the beginning of a line, ends at a closing brace there, and holds {@code mark}.
     */
    public static String block(String start, String mark) {
        return Arrays.stream(TEXT.split("\n(?=" + Pattern.quote(start) + ")"))
                .filter(part -> part.startsWith(start))
                .map(part -> part.substring(0, part.indexOf("\n}") + 2))
                .filter(part -> part.contains(mark))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the seed has no " + start + " with " + mark));
    }

    /** Returns the printed response with this member of {@code data}. */
    public static JsonNode response(String member) {
        Matcher matcher = Pattern.compile("(?s)\\{\n  \"data\": \\{\n    \"" + member + "\".*?\n}")
                .matcher(TEXT);
        if (!matcher.find()) {
            throw new AssertionError("the seed has no response with " + member);
        }
        return Json.parse(matcher.group());
    }

    /** Returns the body of the printed {@code curl} call. */
    public static String curlBody() {
        Matcher matcher = Pattern.compile("(?s)-d '(\\{.*?})'").matcher(TEXT);
        if (!matcher.find()) {
            throw new AssertionError("the seed has no curl example");
        }
        return matcher.group(1);
    }

    private static String read() {
        try (InputStream in = Seed.class.getResourceAsStream("/seeds/admin-enforced-2fa.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
