package dev.albireo.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The filter of audit events. */
final class AuditFilter {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Start time, inclusive: 2026-11-01T00:00:00Z, or P7D for seven days ago.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "End time, exclusive, in the same format.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--target", paramLabel = "ID", description = "The subject or other id that was acted on.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--actor", paramLabel = "ID", description = "The subject or service that acted.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--target-name", paramLabel = "USERNAME", description = "The login name of the user acted on.")
    private Optional<String> targetName = Optional.empty();

    @Option(names = "--actor-name", paramLabel = "USERNAME", description = "The login name of the user who acted.")
    private Optional<String> actorName = Optional.empty();

    @Option(names = "--action", paramLabel = "ACTION", description = "The action, such as two-factor.reset.")
    private Optional<String> action = Optional.empty();

    /** Returns the filter of another command by these of its options. */
    static AuditFilter of(Optional<String> since, Optional<String> action, Optional<String> target) {
        AuditFilter filter = new AuditFilter();
        filter.since = since;
        filter.action = action;
        filter.target = target;
        return filter;
    }

    /** Returns whether only the time restricts the events. */
    boolean isPeriod() {
        return Stream.of(target, actor, targetName, actorName, action).allMatch(Optional::isEmpty);
    }

    /** Returns the start of the period; empty for all that there is. */
    Optional<Instant> from(Clock clock) {
        return since.map(text -> Instant.parse(time(text, clock)));
    }

    /** Returns the end of the period. */
    Optional<Instant> to(Clock clock) {
        return until.map(text -> Instant.parse(time(text, clock)));
    }

    /** Returns the variables of the query, without its cursor. */
    Map<String, @Nullable Object> variables(Clock clock, boolean newestFirst) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("since", since.map(text -> time(text, clock)).orElse(null));
        variables.put("until", until.map(text -> time(text, clock)).orElse(null));
        variables.put("target", target.orElse(null));
        variables.put("actor", actor.orElse(null));
        variables.put("targetName", targetName.orElse(null));
        variables.put("actorName", actorName.orElse(null));
        variables.put("action", action.orElse(null));
        variables.put("newestFirst", newestFirst);
        return variables;
    }

    /** Parses a time, absolute or as a duration before now. */
    static String time(String text, Clock clock) {
        try {
            Instant time = text.startsWith("P")
                    ? clock.instant().minus(Duration.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
            return time.toString();
        } catch (DateTimeException | ArithmeticException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    text + " is neither a time such as 2026-11-01T00:00:00Z nor a duration such as P7D");
        }
    }
}
