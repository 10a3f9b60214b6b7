package dev.albireo.idempotency;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Optional;
import java.util.UUID;

/**
 * The command that the request at hand carries out. It is kept in the Vert.x context of the request, so that the transactions of the
 * command find it.
 *
 * @param attempt 1, or more where an earlier attempt was given up
 */
public record CurrentCommand(UUID id, int attempt) {
    private static final String KEY = "albireo.command";

    /** Makes this the command of the request at hand. */
    void begin() {
        ContextLocals.put(KEY, this);
    }

    /** The command of the request at hand; empty outside of one. */
    static Optional<CurrentCommand> get() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
    }
}
