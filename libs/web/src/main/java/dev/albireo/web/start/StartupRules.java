package dev.albireo.web.start;

import dev.albireo.web.start.StartupRule.Weight;
import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order in which they are reported. */
final class StartupRules {
    /** Applies in development too, which must not be reachable by others. */
    static final List<StartupRule> ALWAYS = List.of(ModeRules.DEVELOPMENT);

    static final List<StartupRule> PRODUCTION = List.of(
            ModeRules.REQUIRE_ACTOR,
            ModeRules.PROFILE,
            IssuerRules.RULE,
            KeyRules.EACH,
            KeyRules.APART,
            KeyRules.SUBJECTS,
            ServiceSecrets.RULE,
            BackendRules.POSTGRES,
            BackendRules.POSTGRES_PASSWORD,
            BackendRules.KAFKA,
            BackendRules.KAFKA_TLS,
            NetworkRules.PROXIES,
            NetworkRules.EGRESS,
            OpenAccessRules.REGISTRATION,
            OpenAccessRules.IMPLICIT,
            OpenAccessRules.LIMITS);

    /** Rules that apply to changed secrets of a running service too. */
    private static final List<StartupRule> SECRETS = List.of(
            KeyRules.EACH, KeyRules.APART, KeyRules.SUBJECTS, ServiceSecrets.RULE, BackendRules.POSTGRES_PASSWORD);

    private StartupRules() {}

    /** Returns one line for each violation because of which changed secrets are not used. */
    static List<String> refusedSecrets(StartupSettings settings) {
        return settings.development()
                ? List.of()
                : SECRETS.stream()
                        .flatMap(rule -> rule.check().lines(settings).stream())
                        .toList();
    }

    /** Returns one line for each violation that prevents the start. */
    static List<String> refused(StartupSettings settings) {
        return lines(settings, Weight.REFUSES);
    }

    /** Returns one line for each violation that is a warning. */
    static List<String> warned(StartupSettings settings) {
        return lines(settings, Weight.WARNS);
    }

    static Stream<StartupRule> all() {
        return Stream.concat(ALWAYS.stream(), PRODUCTION.stream());
    }

    private static List<String> lines(StartupSettings settings, Weight weight) {
        return (settings.development() ? ALWAYS.stream() : all())
                .filter(rule -> rule.weight() == weight)
                .flatMap(rule -> rule.check().lines(settings).stream())
                .toList();
    }
}
