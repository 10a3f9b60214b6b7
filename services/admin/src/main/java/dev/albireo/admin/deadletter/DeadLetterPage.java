package dev.albireo.admin.deadletter;

import dev.albireo.admin.page.PageCursor;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of dead letters; {@code endCursor} is null on the last one. */
public record DeadLetterPage(
        @NonNull List<@NonNull ListedDeadLetter> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    /** Returns a page of {@code size} letters, from a list that has one more if there are further pages. */
    static DeadLetterPage of(List<DeadLetterRecord> found, int size) {
        boolean more = found.size() > size;
        List<DeadLetterRecord> rows = more ? found.subList(0, size) : found;
        return new DeadLetterPage(
                rows.stream().map(ListedDeadLetter::of).toList(),
                more ? new PageCursor(rows.getLast().givenUpAt, rows.getLast().id).text() : null,
                more);
    }
}
