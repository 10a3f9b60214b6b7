package dev.albireo.housekeeping;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that is partitioned by the week in which its rows expire: a week is deleted as a whole. The partition of a week has the name of
 * the table and the date of its Monday, {@code refresh_token_20261130}, and holds the rows with this date; {@code refresh_token_default}
 * holds those of weeks without a partition.
 *
 * @param table the partitioned table
 * @param column the date by which it is partitioned
 * @param key the primary key of each partition
 * @param indexed another column with an index
 * @param ahead the number of weeks after the present one that have a partition
 * @param kept how long an expired row is retained at least
 */
public record WeeklyPartitions(String table, String column, String key, String indexed, int ahead, Duration kept) {
    private static final int DAYS = 7;

    String partition(LocalDate monday) {
        return table + "_" + monday.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** Returns the Monday of the partition with this name, or nothing for another table. */
    Optional<LocalDate> monday(String name) {
        String date = name.substring(Math.min(name.length(), table.length() + 1));
        return date.matches("\\d{8}")
                ? Optional.of(LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE))
                : Optional.empty();
    }

    /** Returns the Mondays of the weeks that have a partition on this day. */
    List<LocalDate> weeks(LocalDate today) {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return IntStream.rangeClosed(0, ahead).mapToObj(monday::plusWeeks).toList();
    }

    /** Returns whether all rows of this week have been retained for long enough on this day. */
    boolean isOver(LocalDate monday, LocalDate today) {
        return !monday.plusDays(DAYS + kept.toDays()).isAfter(today);
    }
}
