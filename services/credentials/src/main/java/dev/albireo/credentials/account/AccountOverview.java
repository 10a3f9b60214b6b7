package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.oauth.AuthorizedApplications;
import dev.albireo.credentials.oauth.AuthorizedApplications.ApplicationView;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.OwnSessions;
import dev.albireo.credentials.session.SecondFactorRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Collects the content of the account page. */
@ApplicationScoped
class AccountOverview {
    private static final int EVENTS = 15;

    private final FactorLookup factors;
    private final FactorRules rules;
    private final SecondFactorRules secondFactor;
    private final Passkeys passkeys;
    private final OwnSessions sessions;
    private final AuthorizedApplications applications;
    private final AccountEventStore events;
    private final AccountEventDescriptions descriptions;

    AccountOverview(
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

    private record Lists(
            EnrolledFactors factors,
            List<PasskeyRow> passkeys,
            List<SessionRow> sessions,
            Optional<List<ApplicationView>> applications,
            List<EventRow> events) {}

    Uni<AccountPage> of(Full full, String formToken, String problem) {
        String email = full.user().email();
        return lists(full)
                .chain(lists -> secondFactor
                        .reasonsOf(full.user())
                        .map(reasons -> new AccountPage(
                                formToken,
                                full.user().username(),
                                email == null ? "" : email,
                                !reasons.isEmpty(),
                                lists.factors(),
                                rules.maySee(full, lists.factors()),
                                rules.hasRecentProof(full, lists.factors()),
                                full.session().proofs().mfaVerified(),
                                !lists.factors().none() || rules.mayEnrolFirst(full, lists.factors()),
                                problem,
                                lists.passkeys(),
                                lists.sessions(),
                                lists.applications().isPresent(),
                                lists.applications().orElse(List.of()).stream()
                                        .map(ApplicationRow::of)
                                        .toList(),
                                lists.events())));
    }

    private Uni<Lists> lists(Full full) {
        UUID subject = full.session().subject();
        return Uni.combine()
                .all()
                .unis(
                        factors.of(subject),
                        passkeys.of(subject),
                        sessions.of(subject),
                        applications.of(subject),
                        events.latest(subject, EVENTS))
                .with((found, keys, live, allowed, happened) -> new Lists(
                        found,
                        keys.stream().map(PasskeyRow::of).toList(),
                        live.stream()
                                .map(session ->
                                        SessionRow.of(session, full.session().id()))
                                .toList(),
                        allowed,
                        happened.stream()
                                .map(event -> EventRow.of(event, descriptions))
                                .filter(event -> !event.text().isEmpty())
                                .toList()));
    }
}
