package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A security-relevant action with its actor and outcome. Services create it with {@code Audit} of {@code libs/outbox}.
 *
 * @param actor the subject who acted, {@code service:<name>}, {@code development}, or {@code anonymous}
 * @param action the {@link AuditAction#wireName()} of the action; of a newer release perhaps one that {@link AuditAction} does not have
 * @param target id of the affected user or resource; null when it is unknown
 * @param outcome {@code success} or {@code refused}
 * @param detail further facts in plain words; never a secret
 * @param address the network address of the request; null when there was no request
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

    /** The key in {@code detail} of the client of an action whose target is not always one. */
    public static final String CLIENT = "client";

    public AuditRecorded {
        detail = Map.copyOf(detail);
    }

    /** Returns the client that the action concerns: that acted, that a user signed in to or consented to, or that was changed. */
    @JsonIgnore
    public Optional<String> client() {
        return AuditAction.of(action).flatMap(known -> switch (known) {
            case AUTHORIZE_CODE,
                    AUTHORIZE_SECOND_FACTOR,
                    AUTHORIZE_TOKENS,
                    CLIENT_CHANGE,
                    CLIENT_CREATE,
                    CLIENT_DELETE,
                    CLIENT_REGISTER,
                    CLIENT_ROTATE_SECRET,
                    CONSENT_GIVE,
                    CONSENT_REVOKE,
                    DEVICE_ANSWER,
                    LOGOUT_RETRY,
                    TOKEN_SECOND_FACTOR -> Optional.ofNullable(target);
            case TOKEN_REPLAY, TOKEN_REVOKE -> Optional.of(actor);
            default -> Optional.ofNullable(detail.get(CLIENT));
        });
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
