package dev.albireo.admin.owner;

import java.util.UUID;

/**
 * The id of one command to another service, sent as {@code Idempotency-Key}: however often the command arrives, it is carried out once.
 * Only {@link OwnerCommands} makes one, so that no command can be sent without being repeated.
 */
public final class CommandId {
    /** The header. */
    public static final String HEADER = "Idempotency-Key";

    private final UUID id;

    CommandId(UUID id) {
        this.id = id;
    }

    /** As a structured field (RFC 9651) writes a string. */
    @Override
    public String toString() {
        return "\"" + id + "\"";
    }
}
