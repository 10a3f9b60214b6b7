package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail as it grows. Records arrive by Kafka, not quite in the order of their times, so each query goes a minute back, and those
 * that were printed are left out by their ids.
 */
final class FollowedAudit {
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final int REMEMBERED = 100_000;

    private final CommandContext context;
    private final AuditFilter filter;
    private final Duration interval;
    private final Function<JsonNode, String> line;
    private final Map<String, Boolean> printed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    FollowedAudit(CommandContext context, AuditFilter filter, Duration interval, Function<JsonNode, String> line) {
        this.context = context;
        this.filter = filter;
        this.interval = interval;
        this.line = line;
    }

    /** Prints these records and then new ones, until the output is closed or the process interrupted. */
    void after(List<JsonNode> first) {
        AdminApi api = context.api();
        Instant newest = context.environment().clock().instant();
        print(first);
        while (!context.environment().out().checkError() && pause()) {
            Map<String, @Nullable Object> variables =
                    filter.variables(context.environment().clock(), false);
            variables.put("since", newest.minus(OVERLAP).toString());
            newest = context.environment().clock().instant();
            new AuditPages(api, variables).each(facts -> {
                print(facts);
                return !context.environment().out().checkError();
            });
        }
    }

    private void print(List<JsonNode> facts) {
        facts.stream()
                .filter(fact -> printed.put(fact.path("eventId").asText(), true) == null)
                .forEach(fact -> context.environment().out().println(line.apply(fact)));
    }

    private boolean pause() {
        try {
            Thread.sleep(interval);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
