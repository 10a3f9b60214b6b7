package dev.albireo.admin.owner;

import dev.albireo.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a time that an administrator has entered. */
public final class TimeInput {
    private TimeInput() {}

    /**
     * Returns the time of a text in ISO 8601 with an offset, if there is one.
     *
     * @throws AdminRefusal if it is not a time; names the field
     */
    public static Optional<Instant> of(String field, @Nullable String text) throws AdminRefusal {
        try {
            return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, field + ": must be a time such as 2026-11-01T00:00:00Z");
        }
    }
}
