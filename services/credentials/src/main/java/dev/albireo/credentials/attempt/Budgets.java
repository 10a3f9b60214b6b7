package dev.albireo.credentials.attempt;

import dev.albireo.protocol.Network;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Selects the budgets of an attempt. */
@ApplicationScoped
public class Budgets {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private final AttemptConfig config;

    Budgets(AttemptConfig config) {
        this.config = config;
    }

    /**
     * Returns the budgets of a password for an account, known or not. Counted per network, over all accounts and for this one, so that an
     * attacker cannot lock out a user in another network.
     *
     * @param account the subject, or the normalised name of an unknown account
     */
    public List<Budget> password(String account, String address) {
        String network = Network.of(address);
        return List.of(
                Budget.of(config.network(), config.networkWindow(), "passwords from", network),
                password("password", account, network));
    }

    /** Returns the budget of a password from a known device of the account: separate, so that others cannot exhaust it. */
    public List<Budget> passwordOnDevice(String account, String device) {
        return List.of(password("password on device", account, device));
    }

    /** Returns the budget of a password for an account in this network, without that of the network. */
    public List<Budget> passwordOf(String account, String address) {
        return List.of(password("password", account, Network.of(address)));
    }

    private Budget password(String what, String account, String from) {
        return Budget.of(config.password(), config.passwordWindow(), what, account, from)
                .ownedBy(account)
                .growingTo(config.passwordLongestLock());
    }

    /** Returns the budgets of a password as a further proof: limited in the session and, across sessions and addresses, in the account. */
    public List<Budget> furtherPassword(UUID session, String subject) {
        return List.of(
                inSession(config.secondFactorPerSession(), "password", session, subject),
                Budget.of(config.secondFactorPerAccount(), config.secondFactorWindow(), "further password", subject)
                        .ownedBy(subject));
    }

    /** Returns the budget of a passkey, which cannot be guessed: it limits load only, and other users' attempts do not count. */
    public List<Budget> passkey(UUID session, String subject) {
        return List.of(inSession(config.passkeyPerSession(), "passkey", session, subject));
    }

    /**
     * Returns the budgets of a code of an application, a delivered or a recovery code: limited as {@link #furtherPassword}, and by the day
     * as well.
     */
    public List<Budget> code(UUID session, String subject) {
        return Stream.concat(
                        Stream.of(inSession(config.secondFactorPerSession(), "code", session, subject)),
                        codeOfAccount(subject).stream())
                .toList();
    }

    /** Returns the budgets of {@link #code} that count across sessions. */
    public List<Budget> codeOfAccount(String subject) {
        return List.of(
                Budget.of(config.secondFactorPerAccount(), config.secondFactorWindow(), "code", subject)
                        .ownedBy(subject)
                        .lockingTheAccount(),
                Budget.of(config.secondFactorPerDay(), DAY, "code of the day", subject)
                        .ownedBy(subject)
                        .lockingTheAccount());
    }

    /** Returns the budget of unauthenticated passkey sign-ins. */
    public List<Budget> ceremony(String address) {
        return List.of(Budget.of(config.ceremonies(), config.networkWindow(), "ceremonies from", Network.of(address)));
    }

    /** Returns the budget of registrations. */
    public List<Budget> registration(String address) {
        return List.of(Budget.of(config.registration(), HOUR, "registration", Network.of(address)));
    }

    /** Returns the budget of the bootstrap code. */
    public List<Budget> bootstrap() {
        return List.of(Budget.of(config.bootstrap(), HOUR, "bootstrap"));
    }

    /**
     * Returns the budgets of a delivered code: one at a time in a session, and limited per account, per destination and per requesting
     * network, in this order.
     *
     * @param destinations where the receiver of the webhook may send the code; the budget of each contains its SHA-256 only
     */
    public List<Budget> delivery(
            UUID session, String subject, Set<String> destinations, String address, Duration delay) {
        return Stream.of(
                        Stream.of(
                                Budget.of(1, delay, "delivery in session", session.toString())
                                        .ownedBy(subject),
                                Budget.of(config.deliveryPerUser(), HOUR, "delivery", subject)
                                        .ownedBy(subject)),
                        destinations.stream().sorted().map(this::deliveryTo),
                        Stream.of(Budget.of(config.deliveryPerNetwork(), HOUR, "delivery from", Network.of(address))))
                .flatMap(budgets -> budgets)
                .toList();
    }

    /** Returns the budget of requests for a link for a new password. */
    public List<Budget> resets(String address) {
        return List.of(Budget.of(config.network(), config.networkWindow(), "resets from", Network.of(address)));
    }

    /** Returns the budget of links that a user may request, from all addresses. */
    public List<Budget> resetOf(String subject) {
        return List.of(Budget.of(config.resetPerUser(), HOUR, "reset", subject).ownedBy(subject));
    }

    /** Returns the budgets of links that prove an email address, for the network and for the user who requests one. */
    public List<Budget> emailLinks(String subject, String address) {
        return List.of(
                Budget.of(config.network(), config.networkWindow(), "email links from", Network.of(address)),
                Budget.of(config.emailLinksPerUser(), HOUR, "email link", subject)
                        .ownedBy(subject));
    }

    /** Returns the budgets of resets of the second factors by the user, for the network and for the user who requests one. */
    public List<Budget> factorResets(String subject, String address) {
        return List.of(
                Budget.of(config.network(), config.networkWindow(), "factor resets from", Network.of(address)),
                Budget.of(config.factorResetsPerUser(), DAY, "factor reset", subject)
                        .ownedBy(subject));
    }

    /**
     * Returns the budget of mails to an address; it contains its SHA-256 only.
     *
     * @param kind those of another kind do not count
     */
    public List<Budget> mail(String kind, String to) {
        return List.of(Budget.of(config.mailPerAddress(), HOUR, "mail", kind, to.toLowerCase(Locale.ROOT)));
    }

    private Budget deliveryTo(String destination) {
        return Budget.of(config.deliveryPerDestination(), HOUR, "delivery to", destination);
    }

    private static Budget inSession(int tries, String what, UUID session, String subject) {
        return Budget.inSession(tries, "session", what, session.toString()).ownedBy(subject);
    }
}
