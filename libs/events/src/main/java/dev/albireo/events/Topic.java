package dev.albireo.events;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Kafka topics; an incompatible change of a topic's events is a new constant. */
public enum Topic {
    SESSION("albireo.session.v1", false, "credentials"),
    TWO_FACTOR("albireo.two-factor.v1", false, "credentials"),
    USER("albireo.user.v1", true, "credentials"),
    AUTH_CONFIG("albireo.auth-config.v1", true, "credentials"),
    GROUP("albireo.group.v1", true, "credentials"),
    OTP("albireo.otp.v1", false, "credentials"),
    OTP_RESULT("albireo.otp-result.v1", false, "webhooks"),
    MAIL("albireo.mail.v1", false, "credentials"),
    AUDIT("albireo.audit.v1", false, "oauth", "credentials", "admin", "webhooks"),
    /** The newest signed head of each chain of the audit trail, for those who verify it. */
    AUDIT_HEADS("albireo.audit-heads.v1", true, "admin"),
    /** Events of the other topics that a service could not process, unchanged. */
    DEAD_LETTER("albireo.dead-letter.v1", false, "oauth", "credentials", "admin", "webhooks"),
    /** Dead letters that an administrator hands to their service again, unchanged. */
    REPLAY("albireo.replay.v1", false, "admin");

    private static final int SEGMENTS = 3;

    private final String topicName;
    private final boolean compacted;
    private final Set<String> writers;

    Topic(String topicName, boolean compacted, String... writers) {
        this.topicName = topicName;
        this.compacted = compacted;
        this.writers = Set.of(writers);
    }

    /**
     * Returns whether the service with this CloudEvents {@code source}, {@code /albireo/<service>}, may write to the
     * topic of this name.
     */
    public static boolean mayWrite(String topicName, String source) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(topicName))
                .flatMap(topic -> topic.writers.stream())
                .anyMatch(writer -> source.equals("/albireo/" + writer));
    }

    /** Returns the name of the topic at the broker. */
    public String topicName() {
        return topicName;
    }

    /**
     * Returns the retention of records where the facts determine it, not the operator: a code is valid for less than a
     * quarter of an hour, and no mail is sent later than a day after its request.
     */
    public Optional<Duration> retention() {
        return switch (this) {
            case OTP -> Optional.of(Duration.ofMinutes(15));
            case MAIL -> Optional.of(Duration.ofDays(1));
            default -> Optional.empty();
        };
    }

    /** Returns the configuration of the topic by the names of Kafka. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(Map.of("cleanup.policy", compacted ? "compact" : "delete"));
        // Records are deleted by the segment, so a segment must end before its records expire.
        retention().ifPresent(time -> {
            configuration.put("retention.ms", Long.toString(time.toMillis()));
            configuration.put("segment.ms", Long.toString(time.toMillis() / SEGMENTS));
        });
        return Map.copyOf(configuration);
    }

    /**
     * Returns whether the topic is an interface for consumers outside the system, whose events change by optional additions only ({@code docs/stream.md}). The others are
     * between the services: what is encrypted for one of them, what they report to each other, and what could not be processed.
     */
    public boolean isPublic() {
        return switch (this) {
            case SESSION, TWO_FACTOR, USER, GROUP, AUDIT, AUDIT_HEADS -> true;
            case AUTH_CONFIG, OTP, OTP_RESULT, MAIL, DEAD_LETTER, REPLAY -> false;
        };
    }

    /** Returns whether only the newest record of a key is kept, without limit of time. */
    public boolean compacted() {
        return compacted;
    }
}
