package dev.albireo.systemtests.support;

import dev.albireo.devstack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records the transactions of all services: PostgreSQL logs every statement, without its parameters, until this is closed. */
public final class StatementLog implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "log_min_duration_statement", "0",
            "log_parameter_max_length", "0",
            "log_line_prefix", "'%d|%v|%x|'");
    private static final Pattern EXECUTED = Pattern.compile(
            "(?<database>\\w+)\\|(?<transaction>[^|]+)\\|(?<id>\\d+)\\|LOG:  duration: \\S+ ms  (?:execute [^:]+|statement): (?<sql>.*)",
            Pattern.DOTALL);
    private static final Pattern NEXT_LINE = Pattern.compile("\n(?!\t)");
    /** They delimit transactions. */
    private static final Set<String> DELIMITERS = Set.of("BEGIN", "COMMIT", "ROLLBACK");

    private final Stack stack;
    private final Path log;

    private StatementLog(Stack stack) {
        this.stack = stack;
        this.log = stack.logs().resolve("postgres.log");
    }

    /**
     * A transaction, or a statement outside of one.
     *
     * @param statements its SQL, each with single spaces
     * @param writes whether it writes, or locks rows
     */
    public record Transaction(String database, List<String> statements, boolean writes) {}

    public static StatementLog open(Stack stack) {
        StatementLog opened = new StatementLog(stack);
        SETTINGS.forEach((name, value) -> opened.alter("ALTER SYSTEM SET " + name + " = " + value));
        opened.alter("SELECT pg_reload_conf()");
        return opened;
    }

    /** Returns the transactions that end while this runs. */
    public List<Transaction> during(Runnable requests) {
        try {
            long from = Files.size(log);
            requests.run();
            return transactions(textSince(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String textSince(long from) throws IOException {
        try (FileChannel file = FileChannel.open(log)) {
            file.position(from);
            return new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Transaction> transactions(String text) {
        Map<String, Transaction> found = new LinkedHashMap<>();
        for (String entry : NEXT_LINE.split(text)) {
            Matcher line = EXECUTED.matcher(entry);
            String sql =
                    line.matches() ? line.group("sql").replaceAll("\\s+", " ").strip() : "";
            if (!sql.isEmpty() && !DELIMITERS.contains(sql)) {
                Transaction executed = new Transaction(
                        line.group("database"), List.of(sql), !line.group("id").equals("0"));
                found.merge(executed.database() + line.group("transaction"), executed, StatementLog::joined);
            }
        }
        return List.copyOf(found.values());
    }

    private static Transaction joined(Transaction first, Transaction second) {
        List<String> statements = new ArrayList<>(first.statements());
        statements.addAll(second.statements());
        return new Transaction(first.database(), List.copyOf(statements), first.writes() || second.writes());
    }

    private void alter(String sql) {
        try (Connection superuser = Superuser.connect(stack);
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public void close() {
        SETTINGS.keySet().forEach(name -> alter("ALTER SYSTEM RESET " + name));
        alter("SELECT pg_reload_conf()");
    }
}
