package dev.albireo.oauth.logout;

import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import java.time.Duration;
import java.time.Instant;

/** The result of a notification, as a pure rule. */
sealed interface LogoutDeliveryResult {
    String DELIVERED = "delivered";
    String REFUSED = "refused";
    String TIMEOUT = "timeout";
    String UNREACHABLE = "unreachable";

    /** The URI must not be called. */
    String FILTERED = "filtered";

    /** The client answered that it is gone. */
    String RETIRED = "gone";

    /** The client has removed its URI. */
    String WITHDRAWN = "withdrawn";

    /** RFC 9110 section 15.5.11: the endpoint is permanently gone. */
    int GONE = 410;

    /** The client was notified. */
    record LogoutDelivered() implements LogoutDeliveryResult {}

    /** The next attempt follows at this time. */
    record RetryLogout(String reason, Instant at) implements LogoutDeliveryResult {}

    /** No further attempt follows automatically. */
    record LogoutAbandoned(String reason) implements LogoutDeliveryResult {}

    /**
     * Any 2xx status means delivered (Back-Channel Logout 1.0 section 2.8). Otherwise the delivery is repeated after 1, 3, 9, 27, 81 and
     * then every 300 seconds, unless the URI must not be called or the client answers that it is gone.
     *
     * @param number number of attempts, including the one with this outcome
     */
    static LogoutDeliveryResult of(PostOutcome outcome, int number, Instant now, Instant giveUpAt) {
        return switch (outcome) {
            case Responded(int status) when status >= 200 && status < 300 -> new LogoutDelivered();
            case Responded(int status) when status == GONE -> new LogoutAbandoned(RETIRED);
            case Filtered filtered -> new LogoutAbandoned(FILTERED);
            case Responded answered -> again(REFUSED, number, now, giveUpAt);
            case TimedOut timedOut -> again(TIMEOUT, number, now, giveUpAt);
            case Unreachable unreachable -> again(UNREACHABLE, number, now, giveUpAt);
        };
    }

    /** Returns the result in one word. */
    default String word() {
        return switch (this) {
            case LogoutDelivered delivered -> DELIVERED;
            case RetryLogout(String reason, var at) -> reason;
            case LogoutAbandoned(String reason) -> reason;
        };
    }

    private static LogoutDeliveryResult again(String reason, int number, Instant now, Instant giveUpAt) {
        Instant next = now.plus(pause(number));
        return next.isBefore(giveUpAt) ? new RetryLogout(reason, next) : new LogoutAbandoned(reason);
    }

    private static Duration pause(int number) {
        return number > 5 ? Duration.ofMinutes(5) : Duration.ofSeconds((long) Math.pow(3, number - 1));
    }
}
