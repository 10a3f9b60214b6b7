package dev.albireo.credentials.registration;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.passkey.NewUserPasskeys;
import dev.albireo.credentials.passkey.NewUserPasskeys.NewUserPasskey;
import dev.albireo.credentials.recovery.NewRecoveryCodes;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.registration.UserRegistration.RegistrationForm;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.user.AccountCreator;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.policy.Proof;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Registers a user with a passkey instead of a password, and signs them in. The account and its passkey are created in one transaction; the
 * session has the proof of the passkey, and recovery codes are issued to it.
 */
@ApplicationScoped
class RegisterWithPasskey {
    private final UserRegistration registration;
    private final NewUserPasskeys passkeys;
    private final CreateUser createUser;
    private final Users users;
    private final TermsOfUse terms;
    private final StartSession startSession;
    private final RecoveryCodes recoveryCodes;
    private final OAuthNotifier oauth;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final IdGenerator ids;

    RegisterWithPasskey(
            UserRegistration registration,
            NewUserPasskeys passkeys,
            CreateUser createUser,
            Users users,
            TermsOfUse terms,
            StartSession startSession,
            RecoveryCodes recoveryCodes,
            OAuthNotifier oauth,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            IdGenerator ids) {
        this.registration = registration;
        this.passkeys = passkeys;
        this.createUser = createUser;
        this.users = users;
        this.terms = terms;
        this.startSession = startSession;
        this.recoveryCodes = recoveryCodes;
        this.oauth = oauth;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.ids = ids;
    }

    /** The session of the new account, and the recovery codes issued to it. */
    record RegisteredUser(StartedSession startedSession, NewRecoveryCodes codes) {}

    /** Returns the link that a body names, if it names one; rejected with {@code BAD_REQUEST} if it is void. */
    Uni<Optional<RegistrationLink>> link(PasskeyRegistrationBody body) {
        return body.token()
                .map(token -> registration
                        .link(token)
                        .onFailure(PageRefusal.class)
                        .transform(RegisterWithPasskey::linkVoid)
                        .map(Optional::of))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    /**
     * Returns the options for the browser, as JSON. What would be rejected after the passkey exists is rejected here, so that no passkey
     * without an account stays behind. An attempt is reserved here and not at the end, because each end takes a start.
     */
    Uni<String> start(PasskeyRegistrationBody body, Optional<RegistrationLink> link, BrowserInfo browser) {
        registration.requireAcceptable(body.form());
        NewUser user = newUser(link, body.form());
        Uni<Void> allowed = link.isPresent() ? reserveCeremony(browser) : registration.reserve(browser);
        return allowed.chain(() -> users.requireCreatable(user))
                .chain(() -> passkeys.start(ids.next(), user.username().strip(), browser.cookies()));
    }

    /** Creates the account with its passkey, uses the link, and starts a session; rejected as {@link CreateUser} and {@link NewUserPasskeys} say. */
    Uni<RegisteredUser> finish(
            PasskeyRegistrationBody body,
            Optional<RegistrationLink> link,
            Optional<PendingInteraction> pending,
            BrowserInfo browser) {
        registration.requireAcceptable(body.form());
        return passkeys.finish(body.requiredCredential(), browser.cookies())
                .chain(passkey -> create(passkey, body, link, browser)
                        .invoke(registration::counted)
                        .chain(view -> startSession.start(view.state(), proof(passkey, pending), pending, browser)))
                .chain(this::withCodes);
    }

    private Uni<UserView> create(
            NewUserPasskey passkey,
            PasskeyRegistrationBody body,
            Optional<RegistrationLink> link,
            BrowserInfo browser) {
        return createUser
                .create(
                        passkey.subject(),
                        newUser(link, body.form().named(passkey.username())),
                        AccountCreator.browser(browser.address(), browser.present()),
                        () -> body.token()
                                .map(registration::use)
                                .orElse(Uni.createFrom().voidItem()),
                        view -> terms.record(view).chain(() -> passkeys.store(passkey, browser)))
                .onFailure(PageRefusal.class)
                .transform(RegisterWithPasskey::linkVoid);
    }

    private Proof proof(NewUserPasskey passkey, Optional<PendingInteraction> pending) {
        return passkeys.proof(passkey, proofTime.of(pending.map(PendingInteraction::request)));
    }

    /** The browser shows the codes before it continues, by when {@code oauth} knows the session. */
    private Uni<RegisteredUser> withCodes(StartedSession started) {
        UUID subject = started.authentication().session().subject();
        UUID session = started.authentication().session().id();
        return Panache.withTransaction(
                        () -> users.lock(subject).chain(() -> recoveryCodes.issueWhereNoneIsLeft(subject, session)))
                .call(() -> oauth.session(started.authentication().session().state()))
                .map(codes -> new RegisteredUser(started, codes));
    }

    private static NewUser newUser(Optional<RegistrationLink> link, RegistrationForm form) {
        return link.map(found -> UserRegistration.newUser(found, form)).orElseGet(() -> UserRegistration.newUser(form));
    }

    private Uni<Void> reserveCeremony(BrowserInfo browser) {
        return attempts.reserve(budgets.ceremony(browser.address()))
                .invoke(allowed -> {
                    if (!allowed) {
                        throw Problem.TOO_MANY_REQUESTS.because(
                                "too many passkeys were requested from your network; try again later");
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException linkVoid(Throwable shown) {
        return Problem.BAD_REQUEST.because("the registration link is invalid, expired or already used", "token");
    }
}
