package dev.albireo.webhooks.delivery;

import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Decides what follows from an attempt to deliver an event, as a pure rule. Any 2xx status means delivered. Otherwise it is repeated after
 * 5, 20, 80, … seconds and at last every twelve hours, each up to a fifth later or earlier, until {@code giveUpAt}; a {@code Retry-After}
 * (RFC 9110 section 10.2.3) of at most a day is waited for. Only an address that must not be called and the status 410 end it at once.
 */
public final class WebhookRetries {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration LONGEST_REQUESTED = Duration.ofDays(1);
    private static final int FACTOR = 4;
    private static final int GONE = 410;
    private static final int STEPS = 1_000;
    private static final double SPREAD = 0.4;

    private WebhookRetries() {}

    /**
     * Returns what follows from an attempt.
     *
     * @param id the delivery, which spreads the attempts of many
     * @param number number of attempts, including the one with this outcome
     */
    public static DeliveryResult result(PostOutcome outcome, String id, int number, Instant now, Instant giveUpAt) {
        return switch (outcome) {
            case Responded(int status, var _) when status >= 200 && status < 300 -> new Delivered();
            case Responded(int status, var _) when status == GONE -> new Abandoned(DeliveryOutcome.GONE);
            case Filtered filtered -> new Abandoned(DeliveryOutcome.FILTERED);
            case Responded refused -> {
                Duration asked = refused.retryAfter()
                        .flatMap(text -> requested(text, now))
                        .orElse(Duration.ZERO);
                Duration pause = pause(id, number);
                yield again(DeliveryOutcome.REFUSED, asked.compareTo(pause) > 0 ? asked : pause, now, giveUpAt);
            }
            case TimedOut timedOut -> again(DeliveryOutcome.TIMEOUT, pause(id, number), now, giveUpAt);
            case Unreachable unreachable -> again(DeliveryOutcome.UNREACHABLE, pause(id, number), now, giveUpAt);
        };
    }

    private static DeliveryResult again(DeliveryOutcome outcome, Duration pause, Instant now, Instant giveUpAt) {
        Instant next = now.plus(pause);
        return next.isBefore(giveUpAt) ? new Retry(outcome, next) : new Abandoned(outcome);
    }

    static Duration pause(String id, int number) {
        double seconds = Math.min(FIRST.toSeconds() * Math.pow(FACTOR, number - 1.0), LONGEST.toSeconds());
        double place = Math.floorMod((id + number).hashCode(), STEPS) / (double) STEPS;
        return Duration.ofMillis((long) (seconds * (1 - SPREAD / 2 + SPREAD * place) * 1_000));
    }

    private static Optional<Duration> requested(String text, Instant now) {
        Optional<Duration> wait = text.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(text)))
                : date(text).map(time -> Duration.between(now, time));
        return wait.filter(time -> !time.isNegative())
                .map(time -> time.compareTo(LONGEST_REQUESTED) > 0 ? LONGEST_REQUESTED : time);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
