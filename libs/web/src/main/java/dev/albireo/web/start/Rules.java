package dev.albireo.web.start;

import dev.albireo.web.start.Rule.Weight;
import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order in which they are reported. */
final class Rules {
    /** Applies in development too, which must not be reachable by others. */
    static final List<Rule> ALWAYS = List.of(Modes.DEVELOPMENT);

    static final List<Rule> PRODUCTION = List.of(
            Modes.REQUIRE_ACTOR,
            Modes.PROFILE,
            Issuer.RULE,
            Keys.EACH,
            Keys.APART,
            ServiceSecrets.RULE,
            Backends.POSTGRES,
            Backends.POSTGRES_PASSWORD,
            Backends.KAFKA,
            Backends.KAFKA_TLS,
            Networks.PROXIES,
            Networks.EGRESS,
            Doors.REGISTRATION,
            Doors.IMPLICIT,
            Doors.LIMITS);

    private Rules() {}

    /** Returns one line for each violation that prevents the start. */
    static List<String> refused(Told told) {
        return lines(told, Weight.REFUSES);
    }

    /** Returns one line for each violation that is a warning. */
    static List<String> warned(Told told) {
        return lines(told, Weight.WARNS);
    }

    static Stream<Rule> all() {
        return Stream.concat(ALWAYS.stream(), PRODUCTION.stream());
    }

    private static List<String> lines(Told told, Weight weight) {
        return (told.development() ? ALWAYS.stream() : all())
                .filter(rule -> rule.weight() == weight)
                .flatMap(rule -> rule.check().lines(told).stream())
                .toList();
    }
}
