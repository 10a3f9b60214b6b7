package dev.albireo.webhooks.otp;

import dev.albireo.web.Outcome;
import dev.albireo.web.Outcome.Answered;
import dev.albireo.web.Outcome.Filtered;
import dev.albireo.web.Outcome.TimedOut;
import dev.albireo.web.Outcome.Unreachable;
import java.time.Duration;
import java.time.Instant;

/** What an attempt means for the delivery: a pure rule. */
sealed interface Verdict {
    /** The code dies first. */
    String EXPIRED = "expired";

    /** The AuthConfig has no webhook any more. */
    String UNREACHABLE = "unreachable";

    /** It was sealed with another key. */
    String UNREADABLE = "unreadable";

    /** It arrived. */
    record Delivered() implements Verdict {}

    /** It is tried again then. */
    record Again(String reason, Instant at) implements Verdict {}

    /** It is not tried again. */
    record Over(String reason) implements Verdict {}

    /** RFC 9110 section 15.5.11: the receiver wants no more of this. */
    int GONE = 410;

    /**
     * Any 2xx is a delivery. Everything else is tried again after 1, 3, 9, 27 and then every 60 seconds while the code lives, but for an
     * address that may not be called and a receiver that says it is gone.
     *
     * @param number of attempts, the one with this outcome included
     */
    static Verdict of(Outcome outcome, int number, Instant now, Instant expiresAt) {
        return switch (outcome) {
            case Answered(int status) when status >= 200 && status < 300 -> new Delivered();
            case Answered(int status) when status == GONE -> new Over("refused");
            case Filtered filtered -> new Over("filtered");
            case Answered answered -> again("refused", number, now, expiresAt);
            case TimedOut timedOut -> again("timeout", number, now, expiresAt);
            case Unreachable unreachable -> again(UNREACHABLE, number, now, expiresAt);
        };
    }

    private static Verdict again(String reason, int number, Instant now, Instant expiresAt) {
        Instant next = now.plus(pause(number));
        return next.isBefore(expiresAt) ? new Again(reason, next) : new Over(reason);
    }

    private static Duration pause(int number) {
        return number > 4 ? Duration.ofMinutes(1) : Duration.ofSeconds((long) Math.pow(3, number - 1));
    }
}
