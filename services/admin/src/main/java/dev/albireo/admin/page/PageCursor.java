package dev.albireo.admin.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A position in a list that is ordered by time and id: after one row, independent of rows that are added or deleted meanwhile. */
public record PageCursor(Instant at, String id) {
    private static final int MAX_LENGTH = 400;

    /** Parses what {@link #text} has written. */
    public static PageCursor of(String text) throws AdminRefusal {
        try {
            String[] parts = text.length() > MAX_LENGTH
                    ? new String[0]
                    : new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            if (parts.length == 2 && !parts[1].isEmpty() && parts[1].indexOf('\0') < 0) {
                return new PageCursor(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // as below
        }
        throw AdminRefusal.of(Problem.UNPROCESSABLE, "after: must be the endCursor of a page before");
    }

    /** Returns the opaque text of the position. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(UTF_8));
    }
}
