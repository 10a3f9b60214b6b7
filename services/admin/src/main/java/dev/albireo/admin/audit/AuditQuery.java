package dev.albireo.admin.audit;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.page.PageCursor;
import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of the audit trail as a condition on {@link AuditRecord}, ordered by time and, for equal times, by the event's id.
 *
 * @param where a condition with its order, in HQL
 */
record AuditQuery(String where, Parameters parameters) {
    static AuditQuery of(AuditFilterInput filter, Optional<PageCursor> after, boolean newestFirst) throws AdminRefusal {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Parameters parameters = new Parameters();
        Optional<Instant> from = filter.from();
        Optional<Instant> to = filter.to();
        from.ifPresent(time -> add(conditions, parameters, "at >= :since", "since", time));
        to.ifPresent(time -> add(conditions, parameters, "at < :until", "until", time));
        text(filter.target()).ifPresent(id -> add(conditions, parameters, "target = :target", "target", id));
        text(filter.actor()).ifPresent(id -> add(conditions, parameters, "actor = :actor", "actor", id));
        text(filter.action()).ifPresent(name -> add(conditions, parameters, "action = :action", "action", name));
        after.ifPresent(cursor -> {
            conditions.add("(at, eventId) " + (newestFirst ? "<" : ">") + " (:at, :eventId)");
            parameters.and("at", cursor.at()).and("eventId", cursor.id());
        });
        String order = newestFirst ? " order by at desc, eventId desc" : " order by at, eventId";
        return new AuditQuery(String.join(" and ", conditions) + order, parameters);
    }

    private static void add(
            List<String> conditions, Parameters parameters, String condition, String name, Object value) {
        conditions.add(condition);
        parameters.and(name, value);
    }

    /** PostgreSQL has no text that contains NUL, so such a filter matches nothing. */
    private static Optional<String> text(@org.jspecify.annotations.Nullable String value) {
        return Optional.ofNullable(value).map(text -> text.replace("\0", "\uFFFD"));
    }
}
