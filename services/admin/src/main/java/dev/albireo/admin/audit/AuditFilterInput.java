package dev.albireo.admin.audit;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.TimeInput;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
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

        @Nullable @Description("such as two-factor.reset") String action,

        @Nullable @Description("the login name of the target, in place of its subject")
        String targetName,

        @Nullable @Description("the login name of the actor, in place of its subject")
        String actorName) {
    static final AuditFilterInput ALL = new AuditFilterInput(null, null, null, null, null, null, null);

    /** Returns the same filter with subjects in place of names; an unknown user is an error. */
    Uni<AuditFilterInput> resolved(ActorNames names) {
        return resolve(names, "target", target, targetName)
                .chain(wanted -> resolve(names, "actor", actor, actorName)
                        .map(by -> new AuditFilterInput(
                                since, until, wanted.orElse(null), by.orElse(null), action, null, null)));
    }

    private static Uni<Optional<String>> resolve(
            ActorNames names, String field, @Nullable String id, @Nullable String name) {
        if (name == null) {
            return Uni.createFrom().item(Optional.ofNullable(id));
        }
        return id == null
                ? names.subject(name).map(Optional::of)
                : Uni.createFrom()
                        .failure(AdminRefusal.of(
                                Problem.UNPROCESSABLE, field + "Name: absent if " + field + " is given"));
    }

    Optional<Instant> from() throws AdminRefusal {
        return TimeInput.of("since", since);
    }

    Optional<Instant> to() throws AdminRefusal {
        return TimeInput.of("until", until);
    }
}
