package dev.albireo.testkit;

import java.time.Duration;
import java.util.stream.Stream;

/** The timeouts that are set on a connection to PostgreSQL. */
public record DatabaseDeadlines(Duration statement, Duration idleTransaction, Duration transaction) {
    /** Returns the three settings in milliseconds, in one text. */
    public static final String QUERY = """
            SELECT string_agg(setting, ' ' ORDER BY CASE name WHEN 'statement_timeout' THEN 1
                                                             WHEN 'idle_in_transaction_session_timeout' THEN 2
                                                             ELSE 3 END)
              FROM pg_settings
             WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
            """;

    /** Reads the result of {@link #QUERY}. */
    public static DatabaseDeadlines of(String settings) {
        Duration[] values = Stream.of(settings.split(" "))
                .map(text -> Duration.ofMillis(Long.parseLong(text)))
                .toArray(Duration[]::new);
        return new DatabaseDeadlines(values[0], values[1], values[2]);
    }
}
