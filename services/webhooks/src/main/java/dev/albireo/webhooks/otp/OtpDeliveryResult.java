package dev.albireo.webhooks.otp;

import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import java.time.Duration;
import java.time.Instant;

/** The consequence of an attempt for its delivery, as a pure rule. */
sealed interface OtpDeliveryResult {
    String DELIVERED = "delivered";
    String REFUSED = "refused";
    String TIMEOUT = "timeout";

    /** The address must not be called. */
    String FILTERED = "filtered";

    /** The code expires before the next attempt. */
    String EXPIRED = "expired";

    /** The AuthConfig no longer has a webhook. */
    String UNREACHABLE = "unreachable";

    /** The content was encrypted with another key. */
    String UNREADABLE = "unreadable";

    /** The code was delivered. */
    record CodeDelivered() implements OtpDeliveryResult {}

    /** The next attempt follows at this time. */
    record RetryCode(String reason, Instant at) implements OtpDeliveryResult {}

    /** No further attempt follows. */
    record CodeAbandoned(String reason) implements OtpDeliveryResult {}

    /** RFC 9110 section 15.5.11: the endpoint is permanently gone. */
    int GONE = 410;

    /**
     * Any 2xx status means delivered. Otherwise the delivery is repeated after 1, 3, 9, 27 and then every 60 seconds until the code
     * expires, unless the address must not be called or the receiver answers that it is gone.
     *
     * @param number number of attempts, including the one with this outcome
     */
    static OtpDeliveryResult of(PostOutcome outcome, int number, Instant now, Instant expiresAt) {
        return switch (outcome) {
            case Responded(int status) when status >= 200 && status < 300 -> new CodeDelivered();
            case Responded(int status) when status == GONE -> new CodeAbandoned(REFUSED);
            case Filtered filtered -> new CodeAbandoned(FILTERED);
            case Responded answered -> again(REFUSED, number, now, expiresAt);
            case TimedOut timedOut -> again(TIMEOUT, number, now, expiresAt);
            case Unreachable unreachable -> again(UNREACHABLE, number, now, expiresAt);
        };
    }

    /** Returns the result in one word. */
    default String word() {
        return switch (this) {
            case CodeDelivered delivered -> DELIVERED;
            case RetryCode(String reason, var at) -> reason;
            case CodeAbandoned(String reason) -> reason;
        };
    }

    private static OtpDeliveryResult again(String reason, int number, Instant now, Instant expiresAt) {
        Instant next = now.plus(pause(number));
        return next.isBefore(expiresAt) ? new RetryCode(reason, next) : new CodeAbandoned(reason);
    }

    private static Duration pause(int number) {
        return number > 4 ? Duration.ofMinutes(1) : Duration.ofSeconds((long) Math.pow(3, number - 1));
    }
}
