package dev.albireo.oauth.partition;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import dev.albireo.protocol.OpaqueToken;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The week in which a refresh token expires, in UTC, which names the partition of its row; the token itself contains it as its label, so
 * that a look-up reads one partition. Rows of {@link #NONE} are in a partition that is cleaned row by row: of tokens that are not replaced
 * at each use, that expire beyond the {@link #HORIZON}, or that a release without partitions issued.
 *
 * @param monday its first day
 */
public record ExpiryWeek(LocalDate monday) {
    /** No week; {@code infinity} in the database. */
    public static final ExpiryWeek NONE = new ExpiryWeek(LocalDate.MAX);

    /** The remaining lifetime up to which a token is in the partition of a week. */
    public static final Duration HORIZON = Duration.ofDays(32);

    /** The Monday before 1970-01-01. */
    private static final LocalDate FIRST = LocalDate.EPOCH.minusDays(3);

    private static final int DAYS = 7;

    /** Returns the week of a token that expires at {@code expiry}, or none if that has passed or is beyond the horizon. */
    public static ExpiryWeek of(Instant expiry, Instant now) {
        return expiry.isAfter(now) && expiry.isBefore(now.plus(HORIZON))
                ? new ExpiryWeek(LocalDate.ofInstant(expiry, UTC).with(previousOrSame(DayOfWeek.MONDAY)))
                : NONE;
    }

    /** Returns the week that the token contains, if any. */
    public static ExpiryWeek of(OpaqueToken token) {
        return token.label().stream()
                .mapToObj(weeks -> new ExpiryWeek(FIRST.plusWeeks(weeks)))
                .findFirst()
                .orElse(NONE);
    }

    /** Returns the token with this week as its label. */
    public OpaqueToken in(OpaqueToken token) {
        return equals(NONE) ? token : token.labelled((int) ((monday.toEpochDay() - FIRST.toEpochDay()) / DAYS));
    }
}
