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
    String DELIVERED = "delivered";
    String REFUSED = "refused";
    String TIMEOUT = "timeout";

    /** Its address is none that may be called. */
    String FILTERED = "filtered";

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
            case Answered(int status) when status == GONE -> new Over(REFUSED);
            case Filtered filtered -> new Over(FILTERED);
            case Answered answered -> again(REFUSED, number, now, expiresAt);
            case TimedOut timedOut -> again(TIMEOUT, number, now, expiresAt);
            case Unreachable unreachable -> again(UNREACHABLE, number, now, expiresAt);
        };
    }

    /** What came of it, in a word. */
    default String word() {
        return switch (this) {
            case Delivered delivered -> DELIVERED;
            case Again(String reason, var at) -> reason;
            case Over(String reason) -> reason;
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
