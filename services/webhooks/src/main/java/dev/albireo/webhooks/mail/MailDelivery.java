package dev.albireo.webhooks.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.albireo.delivery.Deliveries;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.delivery.RetryRule;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.webhooks.delivery.DeliveryMeters;
import dev.albireo.webhooks.delivery.HandoverDecryption;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Sends the mails that are due: claims them, hands them to the SMTP server, and records the result. A crash between the two last sends
 * a mail twice, with the same {@code Message-ID}; none is lost. Any number of replicas may run it concurrently.
 */
@ApplicationScoped
@Startup
class MailDelivery implements Deliveries<MailAttempt> {
    /** The maximum number of expired mails of one statement. */
    private static final int BATCH = 20;

    /** Longer than the sending itself may take. */
    private static final Duration CLAIM = MailSender.TIMEOUT.plusSeconds(5);

    /** Pauses of 1, 3, 9, 27, 81 and 243 seconds, then of five minutes. */
    private static final RetryRule RULE = new RetryRule(6, Duration.ofMinutes(5), DeliveryOutcome.REFUSED);

    private final MailDeliveryStore store;
    private final HandoverDecryption decryption;
    private final MailSender sender;
    private final ObjectMapper json;
    private final DeliveryLimitsConfig limits;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final DeliveryQueue<MailAttempt> queue;

    MailDelivery(
            MailDeliveryStore store,
            HandoverDecryption decryption,
            MailSender sender,
            ObjectMapper json,
            DeliveryLimitsConfig limits,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.decryption = decryption;
        this.sender = sender;
        this.json = json;
        this.limits = limits;
        this.meters = new DeliveryMeters(meters, "mail");
        this.clock = clock;
        this.queue = new DeliveryQueue<>(this);
    }

    /** Sends what is due, as far as the limits permit; completes when these were attempted. */
    Uni<Void> due() {
        return queue.deliver();
    }

    /** Begins to send what is due, without waiting for it. */
    void wakeUp() {
        queue.wakeUp();
    }

    @Override
    public Uni<ClaimedDeliveries<MailAttempt>> claim() {
        return store.expire(clock.instant(), BATCH)
                .invoke(meters::expired)
                .chain(expired -> store.claim(clock.instant(), CLAIM, limits.perReceiver()));
    }

    @Override
    public Uni<DeliveryResult> attempt(MailAttempt attempt) {
        return attempted(attempt).invoke(meters::tried);
    }

    @Override
    public String describe(MailAttempt attempt) {
        return "mail=" + attempt.requestId();
    }

    private Uni<DeliveryResult> attempted(MailAttempt attempt) {
        MailContent content;
        try {
            content = json.readValue(decryption.mail(attempt.encrypted()), MailContent.class);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Uni.createFrom().item(unread(attempt, e));
        }
        return sender.send(attempt, content).map(reply -> result(attempt, reply));
    }

    /** A mail of an unknown type stays due: during an upgrade another replica, of the newer release, sends it. */
    private DeliveryResult unread(MailAttempt attempt, Exception cause) {
        if (cause instanceof InvalidFormatException value && value.getTargetType() == MailType.class) {
            Log.warnf(
                    "mail of an unknown type, webhooks must be of the release of credentials or newer mail=%s attempt=%d",
                    attempt.requestId(), attempt.number());
            return RULE.again(DeliveryOutcome.UNREADABLE, attempt.number(), clock.instant(), attempt.expiresAt());
        }
        Log.warnf(
                "mail unreadable, albireo.keys.delivery must be the same in credentials and webhooks mail=%s",
                attempt.requestId());
        return new Abandoned(DeliveryOutcome.UNREADABLE);
    }

    private DeliveryResult result(MailAttempt attempt, SmtpReply reply) {
        if (reply.outcome() == DeliveryOutcome.DELIVERED) {
            return new Delivered();
        }
        Log.warnf(
                "mail not sent mail=%s attempt=%d outcome=%s cause=%s",
                attempt.requestId(), attempt.number(), reply.outcome().word(), reply.cause());
        return reply.last()
                ? new Abandoned(reply.outcome())
                : RULE.again(reply.outcome(), attempt.number(), clock.instant(), attempt.expiresAt());
    }

    @Override
    public Uni<Void> record(MailAttempt attempt, DeliveryResult result) {
        return switch (result) {
            case Delivered delivered -> store.sent(attempt);
            case Retry(DeliveryOutcome reason, Instant at) -> store.again(attempt, reason, at);
            case Abandoned(DeliveryOutcome reason) -> store.over(attempt, reason);
        };
    }
}
