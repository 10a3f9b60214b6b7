package dev.albireo.oauth.sweep;

import dev.albireo.housekeeping.RetentionRule;
import dev.albireo.housekeeping.WeeklyPartitions;
import dev.albireo.oauth.partition.ExpiryWeek;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The tables of this service that grow with traffic. Codes are deleted with their grant, so that a replay is recognised until then, and
 * refresh tokens with the partition of the week in which they expire; an ended session is kept until its original expiry, so that no late
 * event revives it; an approved device is deleted with its grant, and the logout deliveries of a session with the session.
 */
@Singleton
class OauthRetention implements RetentionRule.RetentionRules {
    /** Rows are kept for this time after their expiry, because clients may still ask for the reason. */
    private static final Duration GRACE = Duration.ofDays(1);

    /** Rows that unauthenticated requests create are deleted soon. */
    private static final Duration MINUTES = Duration.ofMinutes(5);

    /** Those in which a token within {@link ExpiryWeek#HORIZON} expires, and one in reserve. */
    private static final int WEEKS_AHEAD = Math.toIntExact(ExpiryWeek.HORIZON.toDays() / 7 + 2);

    private static final String EXPIRY = "expires_at";
    private static final String END = "ends_at";

    @Override
    public List<RetentionRule> leftovers() {
        return List.of(
                RetentionRule.of("interaction", EXPIRY, MINUTES),
                RetentionRule.of("authorization_grant", EXPIRY, GRACE),
                RetentionRule.of("refresh_token_without_week", EXPIRY, GRACE),
                RetentionRule.of("refresh_token_default", EXPIRY, GRACE),
                RetentionRule.of("access_token", EXPIRY, GRACE),
                RetentionRule.of("revoked_token", EXPIRY, GRACE),
                RetentionRule.of("client_assertion", EXPIRY, GRACE),
                RetentionRule.of("pushed_request", EXPIRY, GRACE),
                RetentionRule.of("device_code", EXPIRY, GRACE).where("grant_id IS NULL"),
                RetentionRule.of("previous_secret", EXPIRY, GRACE),
                RetentionRule.of("device_try", END, GRACE),
                RetentionRule.of("client_failure", "full_at", GRACE),
                RetentionRule.of("idempotent_command", EXPIRY, Duration.ZERO),
                RetentionRule.of("initial_access_token", EXPIRY, GRACE),
                RetentionRule.of("registration_try", END, GRACE),
                RetentionRule.of("session", EXPIRY, GRACE));
    }

    /** Refresh tokens in weeks: of each refresh the spent one remains. They are found by hash; an end of their grant by the grant. */
    @Override
    public List<WeeklyPartitions> partitioned() {
        return List.of(
                new WeeklyPartitions("refresh_token", "expiry_week", "token_hash", "grant_id", WEEKS_AHEAD, GRACE));
    }
}
