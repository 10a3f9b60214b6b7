package dev.albireo.credentials.registration;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.login.OfferedRegistration;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.PasswordOwner;
import dev.albireo.credentials.password.PasswordRules;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.user.AccountCreator;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.credentials.user.UserView;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Registers a user, by themselves or by a link, and signs them in. */
@ApplicationScoped
@Startup
class UserRegistration {
    private final CreateUser createUser;
    private final StartSession startSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final PasswordRules passwordRules;
    private final RegistrationLinkStore links;
    private final TermsOfUse terms;
    private final Clock clock;
    private final Counter registered;

    UserRegistration(
            CreateUser createUser,
            StartSession startSession,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            PasswordRules passwordRules,
            RegistrationLinkStore links,
            TermsOfUse terms,
            OfferedRegistration offered,
            MailRequests mails,
            Clock clock,
            MeterRegistry meters) {
        this.createUser = createUser;
        this.startSession = startSession;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.passwordRules = passwordRules;
        this.links = links;
        this.terms = terms;
        this.clock = clock;
        if (offered.mode().requiresMail() && !mails.enabled()) {
            throw new IllegalStateException(
                    "albireo: albireo.registration-page.mode=invitation and verified-mail require "
                            + "albireo.mail.enabled=true (docs/mail.md)");
        }
        this.registered = meters.counter("albireo.registrations");
    }

    /** What a user chooses at the registration. */
    record RegistrationForm(String username, String email, String name, String password, boolean termsAccepted) {
        /** Returns the same with another name. */
        RegistrationForm named(String other) {
            return new RegistrationForm(other, email, name, password, termsAccepted);
        }

        /** Returns a text without the password. */
        @Override
        public String toString() {
            return "RegistrationForm[redacted]";
        }
    }

    /** Returns a session of the new account; rejected as {@link CreateUser} says, or with {@code TOO_MANY_REQUESTS}. */
    Uni<StartedSession> register(RegistrationForm form, Optional<PendingInteraction> pending, BrowserInfo browser) {
        NewUser user = newUser(form);
        Uni<NewPassword> chosen = requireValid(form, user.email());
        return reserve(browser)
                .chain(() -> create(user, chosen, () -> Uni.createFrom().voidItem(), pending, browser));
    }

    /** Returns the link of this token; rejected with a page if it is void. */
    Uni<RegistrationLink> link(String token) {
        return links.find(hash(token), clock.instant())
                .map(found -> found.orElseThrow(UserRegistration::noLongerValid));
    }

    /** Registers with the address of a link, which is verified thereby, once; rejected as {@link #link} and {@link CreateUser} say. */
    Uni<StartedSession> complete(
            String token, RegistrationForm form, Optional<PendingInteraction> pending, BrowserInfo browser) {
        return link(token).chain(link -> {
            NewUser user = newUser(link, form);
            return create(user, requireValid(form, user.email()), () -> use(token), pending, browser);
        });
    }

    /** Reserves an attempt of the network; rejected with {@code TOO_MANY_REQUESTS}. */
    Uni<Void> reserve(BrowserInfo browser) {
        return attempts.reserve(budgets.registration(browser.address()))
                .invoke(UserRegistration::refuseIfUsedUp)
                .replaceWithVoid();
    }

    /** Returns the account that a user wants without a link. */
    static NewUser newUser(RegistrationForm form) {
        return NewUser.registered(
                form.username(), Optional.of(form.email().strip()).filter(text -> !text.isEmpty()));
    }

    /** Returns the account that a user wants with the address of a link. */
    static NewUser newUser(RegistrationLink link, RegistrationForm form) {
        String name = form.name().strip();
        return new NewUser(
                form.username(),
                Optional.of(link.email()),
                true,
                List.of(),
                false,
                name.isEmpty() ? Map.of() : Map.of("name", name));
    }

    /** Rejects with {@code UNPROCESSABLE} a name that no user may choose, and terms that were not accepted. */
    void requireAcceptable(RegistrationForm form) {
        if (form.username().contains("@")) {
            throw Problem.UNPROCESSABLE.because("username must not contain @", "username");
        }
        terms.require(form.termsAccepted());
    }

    private Uni<NewPassword> requireValid(RegistrationForm form, Optional<String> email) {
        requireAcceptable(form);
        return passwordRules.require(form.password(), "password", PasswordOwner.without2fa(form.username(), email));
    }

    private Uni<StartedSession> create(
            NewUser user,
            Uni<NewPassword> password,
            Supplier<Uni<Void>> first,
            Optional<PendingInteraction> pending,
            BrowserInfo browser) {
        Proof proof = new Proof(AuthenticationMethod.PASSWORD, proofTime.of(pending.map(PendingInteraction::request)));
        return password.chain(accepted -> createUser.create(
                        user,
                        Optional.of(accepted),
                        AccountCreator.browser(browser.address(), browser.present()),
                        first,
                        terms::record))
                .invoke(this::counted)
                .chain(view -> startSession.start(view.state(), proof, pending, browser));
    }

    /** Counts an account that was registered. */
    void counted(UserView created) {
        registered.increment();
    }

    /** Uses a link, in the caller's Panache transaction; rejected with a page if it is void. */
    Uni<Void> use(String token) {
        return Panache.getSession()
                .chain(hibernate -> links.consume(hibernate, hash(token), clock.instant()))
                .invoke(used -> {
                    if (!used) {
                        throw noLongerValid();
                    }
                })
                .replaceWithVoid();
    }

    private static String hash(String token) {
        return OpaqueToken.parse(OpaqueTokenType.REGISTRATION, token)
                .map(OpaqueToken::hash)
                .orElse("");
    }

    private static PageRefusal noLongerValid() {
        return PageRefusal.of(
                        400,
                        "This link no longer works",
                        "It was used, or it is too old. If you registered with it, sign in.")
                .withLink("Sign in", "/login");
    }

    /** Returns the minimum number of characters of the password, which is the only factor of a new account. */
    int shortestPassword() {
        return passwordRules.shortest(true);
    }

    private static void refuseIfUsedUp(boolean allowed) {
        if (!allowed) {
            throw Problem.TOO_MANY_REQUESTS.because(
                    "too many accounts were created from your network; try again in an hour");
        }
    }
}
