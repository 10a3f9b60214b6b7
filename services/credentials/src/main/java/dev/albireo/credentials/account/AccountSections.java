package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.oauth.AuthorizedApplications;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.OwnSessions;
import dev.albireo.credentials.session.SecondFactorRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Collects the content of each section of the account page, and nothing that another section shows. */
@ApplicationScoped
class AccountSections {
    private static final int EVENTS = 15;

    private final FactorLookup factors;
    private final FactorRules rules;
    private final SecondFactorRules secondFactor;
    private final Passkeys passkeys;
    private final OwnSessions sessions;
    private final AuthorizedApplications applications;
    private final AccountEventStore events;
    private final AccountEventDescriptions descriptions;

    AccountSections(
            FactorLookup factors,
            FactorRules rules,
            SecondFactorRules secondFactor,
            Passkeys passkeys,
            OwnSessions sessions,
            AuthorizedApplications applications,
            AccountEventStore events,
            AccountEventDescriptions descriptions) {
        this.factors = factors;
        this.rules = rules;
        this.secondFactor = secondFactor;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.applications = applications;
        this.events = events;
        this.descriptions = descriptions;
    }

    Uni<SecurityPage> security(Full full, String formToken, String problem) {
        UUID subject = full.session().subject();
        return Uni.combine()
                .all()
                .unis(factors.of(subject), passkeys.of(subject), secondFactor.reasonsOf(full.user()))
                .with((found, keys, reasons) -> new SecurityPage(
                        formToken,
                        full.user().username(),
                        email(full),
                        !reasons.isEmpty(),
                        found,
                        rules.maySee(full, found),
                        rules.hasRecentProof(full, found),
                        full.session().proofs().mfaVerified(),
                        found.resetAt().map(Instant::toString).orElse(""),
                        !found.none() || rules.mayEnrolFirst(full, found),
                        problem,
                        keys.stream().map(PasskeyRow::of).toList()));
    }

    Uni<SignInsPage> signIns(Full full, String formToken, String problem) {
        UUID subject = full.session().subject();
        return Uni.combine()
                .all()
                .unis(sessions.of(subject), events.latest(subject, EVENTS))
                .with((live, happened) -> new SignInsPage(
                        formToken,
                        full.user().username(),
                        email(full),
                        problem,
                        live.stream()
                                .map(session ->
                                        SessionRow.of(session, full.session().id()))
                                .toList(),
                        happened.stream()
                                .map(event -> EventRow.of(event, descriptions))
                                .filter(event -> !event.text().isEmpty())
                                .toList()));
    }

    Uni<ApplicationsPage> applications(Full full, String formToken, String problem) {
        return applications
                .of(full.session().subject())
                .map(allowed -> new ApplicationsPage(
                        formToken,
                        full.user().username(),
                        email(full),
                        problem,
                        allowed.isPresent(),
                        allowed.orElse(List.of()).stream()
                                .map(ApplicationRow::of)
                                .toList()));
    }

    /** Returns the address of the user, or an empty text. */
    static String email(Full full) {
        return Objects.requireNonNullElse(full.user().email(), "");
    }
}
