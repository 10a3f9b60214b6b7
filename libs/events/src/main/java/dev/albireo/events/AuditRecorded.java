package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A security-relevant act, whoever did it and however it ended.
 *
 * @param actor the subject who acted, {@code service:<name>}, {@code development}, or {@code anonymous}
 * @param action a dotted verb, such as {@code login.password} or {@code user.two-factor-requirement}
 * @param target whom or what it concerned, by id; null when nothing is known
 * @param outcome {@code success} or {@code refused}
 * @param detail further facts in plain words; never a secret
 * @param address the client's network address; null when no client was there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRecorded(
        String actor,
        String action,
        @Nullable String target,
        String outcome,
        Map<String, String> detail,
        @Nullable String address,
        Instant at)
        implements Event {

    public AuditRecorded {
        detail = Map.copyOf(detail);
    }

    @Override
    public Topic topic() {
        return Topic.AUDIT;
    }

    @Override
    public String key() {
        return target != null ? target : actor;
    }
}
