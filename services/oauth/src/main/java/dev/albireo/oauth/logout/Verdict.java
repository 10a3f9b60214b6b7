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
    String DELIVERED = "delivered";
    String REFUSED = "refused";
    String TIMEOUT = "timeout";
    String UNREACHABLE = "unreachable";

    /** Its address is none that may be called. */
    String FILTERED = "filtered";

    /** It said that it is gone. */
    String RETIRED = "gone";

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
            case Answered(int status) when status == GONE -> new Over(RETIRED);
            case Filtered filtered -> new Over(FILTERED);
            case Answered answered -> again(REFUSED, number, now, giveUpAt);
            case TimedOut timedOut -> again(TIMEOUT, number, now, giveUpAt);
            case Unreachable unreachable -> again(UNREACHABLE, number, now, giveUpAt);
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

    private static Verdict again(String reason, int number, Instant now, Instant giveUpAt) {
        Instant next = now.plus(pause(number));
        return next.isBefore(giveUpAt) ? new Again(reason, next) : new Over(reason);
    }

    private static Duration pause(int number) {
        return number > 5 ? Duration.ofMinutes(5) : Duration.ofSeconds((long) Math.pow(3, number - 1));
    }
}
