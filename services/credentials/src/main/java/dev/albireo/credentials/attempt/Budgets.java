package dev.albireo.credentials.attempt;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Which budgets a try draws on. */
@ApplicationScoped
public class Budgets {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGER_THAN_ANY_SESSION = Duration.ofDays(31);
    private final AttemptConfig config;

    Budgets(AttemptConfig config) {
        this.config = config;
    }

    /**
     * A password for an account, known or not. Counted per network, so that nobody can lock somebody else out from afar.
     *
     * @param account the subject, or the normalised name where nobody has it
     */
    public List<Budget> password(String account, String address) {
        return List.of(Budget.of(config.password(), config.passwordWindow(), "password", account, Network.of(address)));
    }

    /** A second factor: bounded in the session and, across sessions and addresses, in the account. */
    public List<Budget> secondFactor(UUID session, String subject) {
        return List.of(
                Budget.of(config.secondFactorPerSession(), LONGER_THAN_ANY_SESSION, "session", session.toString()),
                Budget.of(config.secondFactorPerAccount(), config.secondFactorWindow(), "second factor", subject));
    }

    /** A new account made by whoever comes. */
    public List<Budget> registration(String address) {
        return List.of(Budget.of(config.registration(), HOUR, "registration", Network.of(address)));
    }

    /** The bootstrap code. */
    public List<Budget> bootstrap() {
        return List.of(Budget.of(config.bootstrap(), HOUR, "bootstrap"));
    }
}
