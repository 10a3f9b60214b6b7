package dev.albireo.admin.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A position in the trail: after one event, independent of events that are added or deleted meanwhile. */
record AuditCursor(Instant at, String eventId) {
    private static final int LONGEST = 400;

    static AuditCursor behind(AuditRecord record) {
        return new AuditCursor(record.at, record.eventId);
    }

    /** Parses what {@link #text} has written. */
    static AuditCursor of(String text) throws AdminRefusal {
        try {
            String[] parts = text.length() > LONGEST
                    ? new String[0]
                    : new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            if (parts.length == 2 && !parts[1].isEmpty() && parts[1].indexOf('\0') < 0) {
                return new AuditCursor(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // as below
        }
        throw AdminRefusal.of(Problem.UNPROCESSABLE, "after: must be the endCursor of a page before");
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + eventId).getBytes(UTF_8));
    }
}
