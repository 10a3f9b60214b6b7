package dev.albireo.credentials.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.UserView;
import dev.albireo.web.Problem;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of accounts. The cursor is the last name seen, in base64url. */
record ListRequest(String after, int limit) {
    private static final int DEFAULT = 50;
    private static final int MAX_LIMIT = 200;

    static ListRequest of(@Nullable String after, @Nullable String limit) {
        return new ListRequest(cursor(after), limit(limit));
    }

    /** Returns the cursor after the last account of a page, or null if none follows. */
    static @Nullable String next(List<UserView> found, int limit) {
        if (found.size() <= limit) {
            return null;
        }
        String last = LoginName.of(found.get(limit - 1).state().username())
                .orElseThrow()
                .value();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(UTF_8));
    }

    private static String cursor(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return "";
        }
        try {
            String name = new String(Base64.getUrlDecoder().decode(after), UTF_8);
            return LoginName.of(name).orElseThrow(() -> refused("after")).value();
        } catch (IllegalArgumentException e) {
            throw refused("after");
        }
    }

    private static int limit(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT;
        }
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1) {
            throw refused("limit");
        }
        return Math.min(Integer.parseInt(limit), MAX_LIMIT);
    }

    private static RuntimeException refused(String field) {
        return Problem.BAD_REQUEST.because(field + " is invalid", field);
    }
}
