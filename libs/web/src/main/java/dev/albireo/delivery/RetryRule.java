package dev.albireo.delivery;

import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what follows from an attempt, as a pure rule. Any 2xx status means delivered. Otherwise the delivery is repeated after 1, 3, 9, …
 * seconds, until it is no longer worth it, unless the address must not be called or the receiver returns 410.
 *
 * @param growing the number of pauses that grow
 * @param longest the pause after those
 * @param gone what a receiver's status 410 is reported as
 */
public record RetryRule(int growing, Duration longest, DeliveryOutcome gone) {
    private static final int GONE = 410;

    /**
     * Returns what follows from an attempt.
     *
     * @param number number of attempts, including the one with this outcome
     * @param giveUpAt no attempt follows from then on
     */
    public DeliveryResult result(PostOutcome outcome, int number, Instant now, Instant giveUpAt) {
        return switch (outcome) {
            case Responded(int status, var _) when status >= 200 && status < 300 -> new Delivered();
            case Responded(int status, var _) when status == GONE -> new Abandoned(gone);
            case Filtered filtered -> new Abandoned(DeliveryOutcome.FILTERED);
            case Responded refused -> again(DeliveryOutcome.REFUSED, number, now, giveUpAt);
            case TimedOut timedOut -> again(DeliveryOutcome.TIMEOUT, number, now, giveUpAt);
            case Unreachable unreachable -> again(DeliveryOutcome.UNREACHABLE, number, now, giveUpAt);
        };
    }

    /** Returns the next attempt after one with this outcome, unless it would be too late. */
    public DeliveryResult again(DeliveryOutcome outcome, int number, Instant now, Instant giveUpAt) {
        Instant next = now.plus(pause(number));
        return next.isBefore(giveUpAt) ? new Retry(outcome, next) : new Abandoned(outcome);
    }

    private Duration pause(int number) {
        return number > growing ? longest : Duration.ofSeconds((long) Math.pow(3, number - 1));
    }
}
