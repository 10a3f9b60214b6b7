package dev.albireo.webhooks.event;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Responded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt to deliver an event, which one replica alone makes.
 *
 * @param id the {@code webhook-id}
 * @param number of attempts, including this one
 * @param giveUpAt no attempt follows from then on
 * @param outcome how the attempt ended; empty before
 */
record WebhookDeliveryAttempt(
        String id,
        SubscriberTarget target,
        int number,
        String eventId,
        String type,
        String subject,
        String data,
        Instant occurredAt,
        Instant giveUpAt,
        AtomicReference<Optional<PostOutcome>> outcome) {

    /**
     * Where a subscription wants its events.
     *
     * @param key refers to the subscription in deliveries
     * @param binary whether the attributes of the event are headers
     * @param secrets headers and signing keys
     */
    record SubscriberTarget(
            UUID key, String subscription, String url, Duration timeout, boolean binary, EncryptedValue secrets) {
        @Override
        public String toString() {
            return "SubscriberTarget[" + subscription + "]";
        }
    }

    /** Returns the status of the response, if there was one. */
    Optional<Integer> status() {
        return response().map(Responded::status);
    }

    /** Returns whether the response said when to try again. */
    boolean isToldWhen() {
        return response().flatMap(Responded::retryAfter).isPresent();
    }

    private Optional<Responded> response() {
        return outcome.get().filter(Responded.class::isInstance).map(Responded.class::cast);
    }

    /** Returns a text without the data. */
    @Override
    public String toString() {
        return "Attempt[" + id + ", number=" + number + "]";
    }
}
