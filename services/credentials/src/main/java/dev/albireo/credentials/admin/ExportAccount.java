package dev.albireo.credentials.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.albireo.credentials.admin.UserFactors.ListedFactor;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.registration.AcceptedTerms;
import dev.albireo.credentials.registration.TermsOfUse;
import dev.albireo.credentials.session.LiveSession;
import dev.albireo.credentials.session.OwnSessions;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Returns what this service stores about a user, without secrets, and audits it. */
@ApplicationScoped
public class ExportAccount {
    private final Users users;
    private final OwnSessions sessions;
    private final UserFactors factors;
    private final TermsOfUse terms;
    private final FactorLookup enrolled;
    private final Audit audit;
    private final Actor actor;

    ExportAccount(
            Users users,
            OwnSessions sessions,
            UserFactors factors,
            TermsOfUse terms,
            FactorLookup enrolled,
            Audit audit,
            Actor actor) {
        this.users = users;
        this.sessions = sessions;
        this.factors = factors;
        this.terms = terms;
        this.enrolled = enrolled;
        this.audit = audit;
        this.actor = actor;
    }

    /**
     * An account with its factors, its active sessions and the terms that its user accepted.
     *
     * @param terms null if there were none to accept
     * @param factorResetAt from when the user may finish a reset of the factors that they requested; null if they requested none
     */
    public record ExportedAccount(
            UserView user,
            List<ListedFactor> factors,
            List<LiveSession> sessions,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            AcceptedTerms terms,

            @Nullable Instant factorResetAt) {}

    /** Returns what is stored about a user for an administrator. */
    Uni<ExportedAccount> of(UserView user) {
        return of(user, actor.name(), null);
    }

    /** Returns what is stored about the user who requests it from this network address. */
    public Uni<ExportedAccount> ofOwn(UUID subject, String address) {
        return users.viewBySubject(subject)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("user not found")))
                .chain(user -> of(user, subject.toString(), address));
    }

    private Uni<ExportedAccount> of(UserView user, String by, @Nullable String address) {
        UUID subject = UUID.fromString(user.state().subject());
        return Uni.combine()
                .all()
                .unis(factors.of(subject), sessions.of(subject), terms.acceptedBy(subject), enrolled.of(subject))
                .with((listed, active, accepted, found) -> new ExportedAccount(
                        user,
                        listed,
                        active,
                        accepted.orElse(null),
                        found.resetAt().orElse(null)))
                .call(() -> audit.record(
                        audit.success(by, AuditAction.USER_EXPORT, user.state().subject(), Map.of(), address)));
    }
}
