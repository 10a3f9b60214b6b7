package dev.albireo.events;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The Kafka topics; an incompatible change of what a topic carries is a new constant. */
public enum Topic {
    SESSION("albireo.session.v1", false, "credentials"),
    TWO_FACTOR("albireo.two-factor.v1", false, "credentials"),
    USER("albireo.user.v1", true, "credentials"),
    AUTH_CONFIG("albireo.auth-config.v1", true, "credentials"),
    OTP("albireo.otp.v1", false, "credentials"),
    OTP_RESULT("albireo.otp-result.v1", false, "webhooks"),
    AUDIT("albireo.audit.v1", false, "oauth", "credentials", "admin"),
    /** Events of the other topics that a service could not handle, as they came. */
    DEAD_LETTER("albireo.dead-letter.v1", false, "oauth", "credentials", "admin", "webhooks");

    private final String topicName;
    private final boolean compacted;
    private final Set<String> writers;

    Topic(String topicName, boolean compacted, String... writers) {
        this.topicName = topicName;
        this.compacted = compacted;
        this.writers = Set.of(writers);
    }

    /** Whether the service of this CloudEvents {@code source}, {@code /albireo/<service>}, writes to the topic of this name. */
    public static boolean mayWrite(String topicName, String source) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(topicName))
                .flatMap(topic -> topic.writers.stream())
                .anyMatch(writer -> source.equals("/albireo/" + writer));
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** How long records are kept where that is a matter of the facts, not of the operator: a code outlives no quarter of an hour. */
    public Optional<Duration> retention() {
        return this == OTP ? Optional.of(Duration.ofMinutes(15)) : Optional.empty();
    }

    /** Whether only the newest record of a key is kept for ever. */
    public boolean compacted() {
        return compacted;
    }
}
