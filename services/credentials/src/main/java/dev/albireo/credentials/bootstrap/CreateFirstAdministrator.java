package dev.albireo.credentials.bootstrap;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.enrolment.EnrolmentCodes;
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
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the first administrator, given the printed code; a second factor must be enrolled at once. */
@ApplicationScoped
class CreateFirstAdministrator {
    private final BootstrapStore store;
    private final CreateUser createUser;
    private final StartSession startSession;
    private final EnrolmentCodes enrolmentCodes;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final PasswordRules passwordRules;
    private final Clock clock;

    CreateFirstAdministrator(
            BootstrapStore store,
            CreateUser createUser,
            StartSession startSession,
            EnrolmentCodes enrolmentCodes,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            PasswordRules passwordRules,
            Clock clock) {
        this.store = store;
        this.createUser = createUser;
        this.startSession = startSession;
        this.enrolmentCodes = enrolmentCodes;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.passwordRules = passwordRules;
        this.clock = clock;
    }

    /** Returns a partial session of the new administrator; rejected with {@code FORBIDDEN} if the code is wrong, used or expired. */
    Uni<StartedSession> create(String code, String username, String password, BrowserInfo browser) {
        Uni<NewPassword> chosen =
                passwordRules.require(password, "password", new PasswordOwner(username, Optional.empty(), false));
        NewUser user =
                new NewUser(username, Optional.empty(), false, List.of(AdministratorToken.GROUP), true, Map.of());
        Proof proof = new Proof(AuthenticationMethod.PASSWORD, proofTime.of(Optional.empty()));
        return attempts.reserve(budgets.bootstrap())
                .invoke(CreateFirstAdministrator::refuseIfUsedUp)
                .chain(() -> chosen)
                .chain(accepted -> createUser.create(
                        user,
                        Optional.of(accepted),
                        AccountCreator.browser(browser.address(), browser.present()),
                        () -> consume(code)))
                .call(() -> attempts.release(budgets.bootstrap()))
                .chain(view -> startSession.start(view.state(), proof, browser))
                .call(startedSession ->
                        enrolmentCodes.open(startedSession.authentication().session()));
    }

    /** Returns the minimum number of characters of the password; administrators have a second factor. */
    int shortestPassword() {
        return passwordRules.shortest(false);
    }

    private Uni<Void> consume(String code) {
        OpaqueToken parsed = OpaqueToken.parse(OpaqueTokenType.BOOTSTRAP, code.strip())
                .orElseThrow(CreateFirstAdministrator::invalidCode);
        return store.consume(parsed.hash(), clock.instant())
                .invoke(taken -> {
                    if (!taken) {
                        throw invalidCode();
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException invalidCode() {
        return Problem.FORBIDDEN.because("The code is wrong, expired or already used");
    }

    private static void refuseIfUsedUp(boolean allowed) {
        if (!allowed) {
            throw Problem.TOO_MANY_REQUESTS.because("Too many wrong codes; try again in an hour");
        }
    }
}
