package dev.albireo.systemtests.chaos;

import dev.albireo.devstack.Stack;
import dev.albireo.devstack.process.Poll;
import dev.albireo.events.Topic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares, after the load, the services' data about each other with the truth. */
final class Books {
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final String USERS = "SELECT subject || ' ' || version || ' ' || enabled FROM ";
    private static final String SESSIONS = "SELECT id || ' ' || (ended_at IS NULL) FROM session";
    private final Stack stack;
    private final Log log;

    Books(Stack stack) {
        this.stack = stack;
        this.log = new Log(stack.kafka().bootstrapServers());
    }

    /** Returns the differences as text; waits for events that are still in transit. */
    List<String> differences(Map<String, Boolean> acknowledged) {
        Poll.until(QUIET, () -> balance(acknowledged).isEmpty());
        return balance(acknowledged);
    }

    private List<String> balance(Map<String, Boolean> acknowledged) {
        List<String> differences = new ArrayList<>();
        for (String service : List.of("oauth", "credentials", "webhooks", "admin")) {
            if (!texts(service, "SELECT event_id::text FROM outbox").isEmpty()) {
                differences.add("events wait in the outbox of " + service);
            }
        }
        same(differences, "users", texts("credentials", USERS + "users"), texts("oauth", USERS + "person"));
        same(differences, "sessions", texts("credentials", SESSIONS), texts("oauth", SESSIONS));
        same(differences, "audit records", log.ids(Topic.AUDIT), texts("admin", "SELECT event_id FROM audit_record"));
        Set<String> asked = log.ids(Topic.OTP);
        if (asked.isEmpty()
                || !texts("webhooks", "SELECT request_id FROM otp_delivery WHERE state = 'due'")
                        .isEmpty()) {
            differences.add("codes wait to be delivered");
        }
        acknowledged.forEach((name, demanded) -> audited(differences, name, demanded));
        return differences;
    }

    /** Every acknowledged action was performed, and recorded in the audit trail once. */
    private void audited(List<String> differences, String username, boolean demanded) {
        String subject = String.join(
                ",", texts("credentials", "SELECT subject::text FROM users WHERE username = '" + username + "'"));
        String target = "FROM audit_record WHERE target = '" + subject + "' AND action = ";
        if (texts("admin", "SELECT event_id " + target + "'user.create'").size() != 1) {
            differences.add(username + " was not made exactly once");
        }
        if (demanded
                && texts("admin", "SELECT event_id " + target + "'user.two-factor-requirement'")
                                .size()
                        != 1) {
            differences.add("of " + username + " a second factor was not demanded exactly once");
        }
    }

    private static void same(List<String> differences, String what, Set<String> owned, Set<String> known) {
        if (!owned.equals(known)) {
            Set<String> missing = new TreeSet<>(owned);
            missing.removeAll(known);
            Set<String> invented = new TreeSet<>(known);
            invented.removeAll(owned);
            differences.add(what + ": " + missing.size() + " missing " + first(missing) + ", " + invented.size()
                    + " too many " + first(invented));
        }
    }

    private static String first(Set<String> some) {
        return some.stream().limit(3).toList().toString();
    }

    /** Returns the first column, which must be different in every row. */
    private Set<String> texts(String service, String sql) {
        var database = stack.postgres().database(service);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> values = new HashSet<>();
            while (rows.next()) {
                if (!values.add(rows.getString(1))) {
                    throw new AssertionError("twice: " + rows.getString(1) + " by " + sql);
                }
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
