package dev.albireo.credentials.recovery;

import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Issues ten new recovery codes at a user's request and shows them to this session; the old ones are void. */
@ApplicationScoped
public class RenewRecoveryCodes {
    private final RecoveryCodes codes;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Users users;
    private final Outbox outbox;
    private final Audit audit;

    RenewRecoveryCodes(
            RecoveryCodes codes, FactorLookup factors, FactorRules rules, Users users, Outbox outbox, Audit audit) {
        this.codes = codes;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Rejected with {@code FRESH_PROOF_REQUIRED}, or with {@code CONFLICT} if there is no factor that they could replace. */
    public Uni<Void> renew(Full authentication, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return Panache.withTransaction(() -> users.lock(subject)
                        .chain(user -> factors.inTransaction(subject))
                        .invoke(found -> check(authentication, found))
                        .chain(found ->
                                codes.renew(subject, authentication.session().id()))
                        .call(newCodes -> recorded(subject.toString(), browser)))
                .replaceWithVoid();
    }

    private void check(Full authentication, EnrolledFactors found) {
        if (found.none()) {
            throw Problem.CONFLICT.because("recovery codes require a second factor; enrol one first");
        }
        rules.requireRecentProof(authentication, found);
    }

    private Uni<Void> recorded(String subject, BrowserInfo browser) {
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        audit.success(
                                subject, AuditAction.RECOVERY_CODES_RENEW, subject, Map.of(), browser.address())));
    }
}
