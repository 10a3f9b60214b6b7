package dev.albireo.credentials.sweep;

import dev.albireo.housekeeping.RetentionRule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The tables of this service that grow with traffic. An ended session is kept until its original expiry, so that its cookie is recognised;
 * a budget of attempts is kept for a day, to lengthen the next lock; the events of the account page are kept for 90 days.
 */
@Singleton
class CredentialsRetention implements RetentionRule.RetentionRules {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration EVENTS = Duration.ofDays(90);
    private static final String EXPIRY = "expires_at";

    @Override
    public List<RetentionRule> leftovers() {
        return List.of(
                RetentionRule.of("challenge", EXPIRY, Duration.ZERO),
                RetentionRule.of("recovery_notice", EXPIRY, Duration.ZERO),
                RetentionRule.of("pending_totp", EXPIRY, Duration.ZERO),
                RetentionRule.of("idempotent_command", EXPIRY, Duration.ZERO),
                RetentionRule.of("enrolment_code", EXPIRY, Duration.ZERO),
                RetentionRule.of("password_reset", EXPIRY, Duration.ZERO),
                RetentionRule.of("email_verification", EXPIRY, Duration.ZERO),
                RetentionRule.of("registration_link", EXPIRY, Duration.ZERO),
                RetentionRule.of("report_link", EXPIRY, Duration.ZERO),
                RetentionRule.of("account_lock", EXPIRY, Duration.ZERO),
                RetentionRule.of("factor_reset", EXPIRY, Duration.ZERO),
                RetentionRule.of("password_reset_request", "requested_at", DAY),
                RetentionRule.of("mail_notice", "at", DAY),
                RetentionRule.of("delivered_code", EXPIRY, DAY),
                RetentionRule.of("attempt_budget", "ends_at", DAY),
                RetentionRule.of("session", EXPIRY, DAY),
                RetentionRule.of("account_event", "at", EVENTS));
    }
}
