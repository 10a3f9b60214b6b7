package dev.albireo.admin.audit;

import dev.albireo.admin.page.PageCursor;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of the audit trail; {@code endCursor} is null on the last one. */
public record AuditPage(
        @NonNull List<@NonNull AuditRecord> nodes, @Nullable String endCursor, boolean hasNextPage) {

    /** Returns a page of {@code size} events, from a list that has one more if there are further pages. */
    static AuditPage of(List<AuditRecord> found, int size) {
        boolean more = found.size() > size;
        List<AuditRecord> nodes = more ? found.subList(0, size) : found;
        return new AuditPage(nodes, more ? cursor(nodes.getLast()).text() : null, more);
    }

    private static PageCursor cursor(AuditRecord record) {
        return new PageCursor(record.at, record.eventId);
    }
}
