package dev.albireo.oauth.logout;

import dev.albireo.web.Outcome;
import dev.albireo.web.Outcome.Answered;
import dev.albireo.web.Outcome.Filtered;
import dev.albireo.web.Outcome.TimedOut;
import dev.albireo.web.Outcome.Unreachable;
import java.time.Duration;
import java.time.Instant;

/** What came of telling a client: a pure rule. */
sealed interface Verdict {
    /** The client wants to hear of it no more. */
    String WITHDRAWN = "withdrawn";

    /** RFC 9110 section 15.5.11: it wants no more of this. */
    int GONE = 410;

    /** It knows. */
    record Delivered() implements Verdict {}

    /** It is told again then. */
    record Again(String reason, Instant at) implements Verdict {}

    /** It is not told again by itself. */
    record Over(String reason) implements Verdict {}

    /**
     * Any 2xx is a delivery (Back-Channel Logout 1.0 section 2.8). Everything else is tried again after 1, 3, 9, 27, 81 and then every 300
     * seconds, but for an address that may not be called and a client that says it is gone.
     *
     * @param number of tries, the one with this outcome included
     */
    static Verdict of(Outcome outcome, int number, Instant now, Instant giveUpAt) {
        return switch (outcome) {
            case Answered(int status) when status >= 200 && status < 300 -> new Delivered();
            case Answered(int status) when status == GONE -> new Over("gone");
            case Filtered filtered -> new Over("filtered");
            case Answered answered -> again("refused", number, now, giveUpAt);
            case TimedOut timedOut -> again("timeout", number, now, giveUpAt);
            case Unreachable unreachable -> again("unreachable", number, now, giveUpAt);
        };
    }

    private static Verdict again(String reason, int number, Instant now, Instant giveUpAt) {
        Instant next = now.plus(pause(number));
        return next.isBefore(giveUpAt) ? new Again(reason, next) : new Over(reason);
    }

    private static Duration pause(int number) {
        return number > 5 ? Duration.ofMinutes(5) : Duration.ofSeconds((long) Math.pow(3, number - 1));
    }
}
