package dev.albireo.admin.audit;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.page.PageCursor;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

/** The audit trail in GraphQL. */
@GraphQLApi
public class AuditApi {
    private static final int LARGEST_PAGE = 500;
    private final AuditTrail trail;
    private final ActorNames names;
    private final AuditChainStore chains;

    AuditApi(AuditTrail trail, ActorNames names, AuditChainStore chains) {
        this.trail = trail;
        this.names = names;
        this.chains = chains;
    }

    /** Returns the ends and signed heads of all chains, also of those whose records were removed. */
    @Query("auditChains")
    @Description("The hash chains of the audit trail, one for each class and month")
    public @NonNull Uni<List<@NonNull AuditChainView>> auditChains() {
        return chains.all().map(all -> all.stream().map(AuditChainView::of).toList());
    }

    /** Returns the newest events first. */
    @Query("auditTrail")
    @Description("Security-relevant events, newest first")
    public @NonNull Uni<List<@NonNull AuditRecord>> auditTrail(
            @Nullable @Description("the subject or other id of the target") String target,
            @DefaultValue("50") @Description("1 to 500") int first) {
        return trail.newest(target, Math.clamp(first, 1, LARGEST_PAGE));
    }

    /**
     * Returns all matching events page by page. Each page begins after the last event of the previous one, so that no event is repeated,
     * and none that existed at the first request is omitted.
     */
    @Query("auditRecords")
    @Description("The audit trail in pages, oldest first unless newestFirst is set")
    public @NonNull Uni<AuditPage> auditRecords(
            @DefaultValue("50") @Description("1 to 500") int first,
            @Nullable @Description("the endCursor of the previous page") String after,
            @DefaultValue("false") boolean newestFirst,
            @Nullable AuditFilterInput filter)
            throws AdminRefusal {
        if (first < 1 || first > LARGEST_PAGE) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, "first: a page has 1 to " + LARGEST_PAGE + " facts");
        }
        Optional<PageCursor> cursor = after == null ? Optional.empty() : Optional.of(PageCursor.of(after));
        return (filter == null ? AuditFilterInput.ALL : filter)
                .resolved(names)
                .chain(resolved -> page(resolved, cursor, newestFirst, first));
    }

    private Uni<AuditPage> page(AuditFilterInput filter, Optional<PageCursor> cursor, boolean newestFirst, int first) {
        try {
            AuditQuery query = AuditQuery.of(filter, cursor, newestFirst);
            return trail.some(query, first).map(found -> AuditPage.of(found, first));
        } catch (AdminRefusal refusal) {
            return Uni.createFrom().failure(refusal);
        }
    }
}
