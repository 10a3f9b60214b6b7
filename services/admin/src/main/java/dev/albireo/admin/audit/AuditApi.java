package dev.albireo.admin.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;
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

    AuditApi(AuditTrail trail) {
        this.trail = trail;
    }

    /** The newest facts first. */
    @Query("auditTrail")
    @Description("What happened that matters to security, newest first")
    public @NonNull Uni<List<@NonNull AuditRecord>> auditTrail(
            @Nullable @Description("a subject or another target's id") String target,
            @DefaultValue("50") @Description("1 to 500") int first) {
        return trail.newest(target, Math.clamp(first, 1, LARGEST_PAGE));
    }
}
