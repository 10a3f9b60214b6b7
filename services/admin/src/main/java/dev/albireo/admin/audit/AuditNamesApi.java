package dev.albireo.admin.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Source;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The login names of the users in the audit trail, read for all records of a page at once. */
@GraphQLApi
public class AuditNamesApi {
    private static final Logger LOG = Logger.getLogger(AuditNamesApi.class);

    private final ActorNames names;

    AuditNamesApi(ActorNames names) {
        this.names = names;
    }

    /** Returns the current login name of each actor; null where it is no user, or one that was deleted. */
    @Description(
            "The current login name of the actor; null if it is no user, or was deleted, or credentials is unreachable")
    public Uni<List<@Nullable String>> actorName(@Source List<AuditRecord> records) {
        return named(records, record -> record.actor);
    }

    /** Returns the current login name of each target; null where it is no user, or one that was deleted. */
    @Description(
            "The current login name of the target; null if it is no user, or was deleted, or credentials is unreachable")
    public Uni<List<@Nullable String>> targetName(@Source List<AuditRecord> records) {
        return named(records, record -> record.target);
    }

    private Uni<List<@Nullable String>> named(List<AuditRecord> records, Function<AuditRecord, @Nullable String> id) {
        return names.of(records.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet()))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("login names of audit records are not available: %s", failure.getMessage());
                    return Map.of();
                })
                .map(known -> records.stream()
                        .map(record -> Optional.ofNullable(id.apply(record))
                                .map(known::get)
                                .orElse(null))
                        .toList());
    }
}
