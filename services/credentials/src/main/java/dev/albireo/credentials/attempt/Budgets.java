package dev.albireo.credentials.attempt;

import dev.albireo.protocol.Network;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Which budgets a try draws on. */
@ApplicationScoped
public class Budgets {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGER_THAN_ANY_SESSION = Duration.ofDays(31);
    private final AttemptConfig config;

    Budgets(AttemptConfig config) {
        this.config = config;
    }

    /**
     * A password for an account, known or not. Counted per network, over all accounts and for this one, so that nobody can lock somebody
     * else out from afar.
     *
     * @param account the subject, or the normalised name where nobody has it
     */
    public List<Budget> password(String account, String address) {
        String network = Network.of(address);
        return List.of(
                Budget.of(config.network(), config.networkWindow(), "passwords from", network),
                password("password", account, network));
    }

    /** The same from a device in which the account signed in before: a budget of its own, which nobody else can use up. */
    public List<Budget> passwordOnDevice(String account, String device) {
        return List.of(password("password on device", account, device));
    }

    private Budget password(String what, String account, String from) {
        return Budget.of(config.password(), config.passwordWindow(), what, account, from)
                .ownedBy(account)
                .growingTo(config.passwordLongestLock());
    }

    /** The password as a further proof: bounded in the session and, across sessions and addresses, in the account. */
    public List<Budget> furtherPassword(UUID session, String subject) {
        return List.of(
                inSession(config.secondFactorPerSession(), "password", session, subject),
                Budget.of(config.secondFactorPerAccount(), config.secondFactorWindow(), "further password", subject)
                        .ownedBy(subject));
    }

    /** A passkey: only so that nobody keeps us busy, for it cannot be guessed; nobody else's tries count. */
    public List<Budget> passkey(UUID session, String subject) {
        return List.of(inSession(config.passkeyPerSession(), "passkey", session, subject));
    }

    /** A code of an application, a delivered or a recovery code: bounded as {@link #furtherPassword}, by the day as well. */
    public List<Budget> code(UUID session, String subject) {
        return Stream.concat(
                        Stream.of(inSession(config.secondFactorPerSession(), "code", session, subject)),
                        codeOfAccount(subject).stream())
                .toList();
    }

    /** What {@link #code} counts across sessions. */
    public List<Budget> codeOfAccount(String subject) {
        return List.of(
                Budget.of(config.secondFactorPerAccount(), config.secondFactorWindow(), "code", subject)
                        .ownedBy(subject)
                        .lockingTheAccount(),
                Budget.of(config.secondFactorPerDay(), DAY, "code of the day", subject)
                        .ownedBy(subject)
                        .lockingTheAccount());
    }

    /** A passkey sign-in that is begun by whoever comes. */
    public List<Budget> ceremony(String address) {
        return List.of(Budget.of(config.ceremonies(), config.networkWindow(), "ceremonies from", Network.of(address)));
    }

    /** A new account made by whoever comes. */
    public List<Budget> registration(String address) {
        return List.of(Budget.of(config.registration(), HOUR, "registration", Network.of(address)));
    }

    /** The bootstrap code. */
    public List<Budget> bootstrap() {
        return List.of(Budget.of(config.bootstrap(), HOUR, "bootstrap"));
    }

    /** A code that is sent to somebody: one at a time in a session, and bounded in the account and for the network that asks. */
    public List<Budget> delivery(UUID session, String subject, String address, Duration pause) {
        return List.of(
                Budget.of(1, pause, "delivery in session", session.toString()).ownedBy(subject),
                Budget.of(config.deliveryPerUser(), HOUR, "delivery", subject).ownedBy(subject),
                Budget.of(config.deliveryPerNetwork(), HOUR, "delivery from", Network.of(address)));
    }

    private static Budget inSession(int tries, String what, UUID session, String subject) {
        return Budget.of(tries, LONGER_THAN_ANY_SESSION, "session", what, session.toString())
                .ownedBy(subject);
    }
}
