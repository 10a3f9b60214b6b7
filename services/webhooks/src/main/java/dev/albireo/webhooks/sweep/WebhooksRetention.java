package dev.albireo.webhooks.sweep;

import dev.albireo.housekeeping.RetentionRule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The tables of this service that grow with traffic. A delivery of a code, or of a mail, is kept for a day after it expired, to recognise a repeated
 * request; a delivery to a subscriber or to an event stream for 30 days, whatever its state; what earlier releases recorded for subscribers is deleted after a week.
 */
@Singleton
class WebhooksRetention implements RetentionRule.RetentionRules {
    private static final Duration DELIVERIES = Duration.ofDays(1);
    private static final Duration EVENTS = Duration.ofDays(30);
    private static final Duration FACTS = Duration.ofDays(7);

    @Override
    public List<RetentionRule> leftovers() {
        return List.of(
                RetentionRule.of("otp_delivery", "expires_at", DELIVERIES),
                RetentionRule.of("mail_delivery", "expires_at", DELIVERIES),
                RetentionRule.of("webhook_delivery", "recorded_at", EVENTS),
                RetentionRule.of("ssf_delivery", "recorded_at", EVENTS),
                RetentionRule.of("idempotent_command", "expires_at", Duration.ZERO),
                RetentionRule.of("delivery", "recorded_at", FACTS));
    }
}
