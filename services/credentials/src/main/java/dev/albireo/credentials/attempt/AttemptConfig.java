package dev.albireo.credentials.attempt;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of wrong attempts. */
@ConfigMapping(prefix = "albireo.attempts")
public interface AttemptConfig {
    /** Wrong passwords for one account from one network within {@link #passwordWindow}. */
    @WithDefault("10")
    @WithConverter(PositiveInt.class)
    int password();

    /** The time over which wrong passwords are counted. */
    @WithDefault("PT5M")
    Duration passwordWindow();

    /** Wrong passwords lock for {@link #passwordWindow}, and for twice as long each further time, up to this. */
    @WithDefault("PT1H")
    Duration passwordLongestLock();

    /** Wrong passwords from one network within {@link #networkWindow}, for all names together; known devices are counted separately. */
    @WithDefault("100")
    @WithConverter(PositiveInt.class)
    int network();

    /** The time over which wrong passwords of a network are counted. */
    @WithDefault("PT10M")
    Duration networkWindow();

    /** Wrong codes, or wrong passwords as a further proof, within one session. */
    @WithDefault("5")
    @WithConverter(PositiveInt.class)
    int secondFactorPerSession();

    /** The same for one account, from all addresses, within {@link #secondFactorWindow}; codes and passwords are counted separately. */
    @WithDefault("20")
    @WithConverter(PositiveInt.class)
    int secondFactorPerAccount();

    /** The time over which wrong second factors of an account are counted. */
    @WithDefault("PT1H")
    Duration secondFactorWindow();

    /** Wrong codes of one account, from all addresses, within a day. */
    @WithDefault("100")
    @WithConverter(PositiveInt.class)
    int secondFactorPerDay();

    /** Failed passkey ceremonies within one session. */
    @WithDefault("50")
    @WithConverter(PositiveInt.class)
    int passkeyPerSession();

    /** Passkey sign-ins that are started from one network within {@link #networkWindow}; each stores a challenge for some minutes. */
    @WithDefault("600")
    @WithConverter(PositiveInt.class)
    int ceremonies();

    /** New accounts from one network within an hour, where users may register themselves. */
    @WithDefault("20")
    @WithConverter(PositiveInt.class)
    int registration();

    /** Wrong bootstrap codes within an hour, from all addresses. */
    @WithDefault("10")
    @WithConverter(PositiveInt.class)
    int bootstrap();

    /** Codes that are sent to one user within an hour. */
    @WithDefault("5")
    @WithConverter(PositiveInt.class)
    int deliveryPerUser();

    /** Codes that are sent to one email address, or to one phone number, within an hour, for all users that have it. */
    @WithDefault("10")
    @WithConverter(PositiveInt.class)
    int deliveryPerDestination();

    /**
     * Codes that are requested from one network within an hour. Generous, because an office is one network; {@link #deliveryPerUser}
     * and {@link #deliveryPerDestination} protect the receiver.
     */
    @WithDefault("500")
    @WithConverter(PositiveInt.class)
    int deliveryPerNetwork();

    /** Links for a new password that one user may request within an hour. */
    @WithDefault("5")
    @WithConverter(PositiveInt.class)
    int resetPerUser();

    /** Links to an email address that one user may request within an hour, to prove the present address or a new one. */
    @WithDefault("5")
    @WithConverter(PositiveInt.class)
    int emailLinksPerUser();

    /** Resets of the second factors that one user may request within a day, where {@code albireo.two-factor.self-reset-after} is set. */
    @WithDefault("3")
    @WithConverter(PositiveInt.class)
    int factorResetsPerUser();

    /** Mails that are sent to one address within an hour, for all users that have it; links and notices are counted separately. */
    @WithDefault("20")
    @WithConverter(PositiveInt.class)
    int mailPerAddress();
}
