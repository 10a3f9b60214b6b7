package dev.albireo.credentials.enrolment;

import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.LoginSession;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Verifies enrolment codes. A used one lets its session enrol a first factor for some minutes. */
@ApplicationScoped
public class EnrolmentCodes {
    /** How long a session may enrol a first factor after a code. */
    static final Duration OPENED = Duration.ofMinutes(15);

    private final EnrolmentCodeStore store;
    private final SecondFactorRules rules;
    private final Audit audit;
    private final Clock clock;

    EnrolmentCodes(EnrolmentCodeStore store, SecondFactorRules rules, Audit audit, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns whether this is the unused code of the session's user, and uses it for the session. Of concurrent uses one succeeds. */
    public Uni<Boolean> consume(LoginSession session, String submitted, BrowserInfo browser) {
        Instant now = clock.instant();
        String subject = session.subject().toString();
        return EnrolmentCode.parse(submitted)
                .map(code -> store.consume(
                        session.subject(),
                        code.hash(session.subject()),
                        session.id(),
                        now,
                        now.plus(OPENED),
                        audit.success(
                                subject,
                                AuditAction.ENROLMENT_CODE_USE,
                                subject,
                                Map.of("session", session.id().toString()),
                                browser.address())))
                .orElse(Uni.createFrom().item(false));
    }

    /**
     * Lets a session enrol a first factor without a code, as long as a code would be valid: for the first administrator, whose bootstrap code
     * stands for it, because no other administrator could issue one.
     */
    public Uni<Void> open(LoginSession session) {
        Instant now = clock.instant();
        return store.open(session.subject(), session.id(), now, now.plus(rules.enrolmentCodeLife()));
    }
}
