package dev.albireo.admin.audit;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.jspecify.annotations.Nullable;

/** The filter of events; null means no restriction. */
@Input("AuditFilterInput")
public record AuditFilterInput(
        @Nullable @Description("start time, inclusive, ISO 8601 with an offset")
        String since,

        @Nullable @Description("end time, exclusive") String until,

        @Nullable @Description("the subject or other id of the target")
        String target,

        @Nullable @Description("a subject, or service:<name>")
        String actor,

        @Nullable @Description("such as two-factor.reset") String action) {
    static final AuditFilterInput ALL = new AuditFilterInput(null, null, null, null, null);

    Optional<Instant> from() throws AdminRefusal {
        return time("since", since);
    }

    Optional<Instant> to() throws AdminRefusal {
        return time("until", until);
    }

    private static Optional<Instant> time(String name, @Nullable String text) throws AdminRefusal {
        try {
            return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, name + ": must be a time such as 2026-11-01T00:00:00Z");
        }
    }
}
