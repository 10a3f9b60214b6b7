package dev.albireo.credentials.login;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.interaction.PendingInteraction;
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
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Registers a user and signs them in. */
@ApplicationScoped
@Startup
class UserRegistration {
    private final CreateUser createUser;
    private final StartSession startSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final PasswordRules passwordRules;
    private final Counter registered;

    UserRegistration(
            CreateUser createUser,
            StartSession startSession,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            PasswordRules passwordRules,
            MeterRegistry meters) {
        this.createUser = createUser;
        this.startSession = startSession;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.passwordRules = passwordRules;
        this.registered = meters.counter("albireo.registrations");
    }

    /** Returns a session of the new account; rejected as {@link CreateUser} says, or with {@code TOO_MANY_REQUESTS}. */
    Uni<StartedSession> register(
            String username, String email, String password, Optional<PendingInteraction> pending, BrowserInfo browser) {
        if (username.contains("@")) {
            throw Problem.UNPROCESSABLE.because("username must not contain @", "username");
        }
        NewUser user = NewUser.registered(username, Optional.of(email.strip()).filter(text -> !text.isEmpty()));
        NewPassword chosen =
                passwordRules.require(password, "password", PasswordOwner.without2fa(username, user.email()));
        Proof proof = new Proof(AuthenticationMethod.PASSWORD, proofTime.of(pending.map(PendingInteraction::request)));
        return attempts.reserve(budgets.registration(browser.address()))
                .invoke(UserRegistration::refuseIfUsedUp)
                .chain(() -> createUser.create(
                        user, Optional.of(chosen), AccountCreator.browser(browser.address(), browser.present())))
                .invoke(view -> registered.increment())
                .chain(view -> startSession.start(view.state(), proof, pending, browser));
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
