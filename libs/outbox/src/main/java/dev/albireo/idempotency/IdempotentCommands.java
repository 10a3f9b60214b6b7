package dev.albireo.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.idempotency.CommandStore.KnownCommand;
import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Carries a command out once, however often it is sent with the same id. The id is claimed in a transaction of its own before the command
 * begins, the command's own transactions note that they change something ({@link CommandStore#noteEffect}), and the response is recorded
 * afterwards.
 *
 * <p>So a process that dies before the command has committed leaves a claim without effect: after {@link #LEASE} the command is carried
 * out by the next request with its id. One that dies after that and before the response is recorded leaves a claim with effect: the command is
 * never carried out again, and its sender learns that the response is lost. What a command has changed without telling the outbox of it is
 * not noticed.
 *
 * <p>Requests hold passwords and responses hold secrets that are shown once, so both are encrypted with the service's data key, and swept when
 * {@link #KEPT} is over.
 */
@Singleton
public class IdempotentCommands {
    /** How long an attempt is waited for: longer than a request and every statement of it can take. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** How long an id is known. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private final CommandStore store;
    private final Instance<Supplier<DataKeys>> keys;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    /** @param keys none in a service that takes no commands */
    IdempotentCommands(
            CommandStore store,
            Instance<Supplier<DataKeys>> keys,
            SecureRandom random,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.random = random;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Claims the command of this id for the request at hand.
     *
     * @param request identifies what is asked and by whom; a digest
     */
    public Uni<CommandClaim> claim(UUID id, String request) {
        Instant now = clock.instant();
        EncryptedValue encrypted = keys.get().get().encrypt(request.getBytes(UTF_8), "command " + id, random);
        return store.insert(id, encrypted, now.plus(LEASE), now.plus(KEPT))
                .chain(isNew -> isNew ? Uni.createFrom().item(granted(id, 1)) : resolve(id, request, now));
    }

    /** Records the response of the command, which the next requests with its id receive. */
    public Uni<Void> finish(CurrentCommand command, CommandResponse response) {
        return store.recordResponse(
                command, keys.get().get().encrypt(written(response), "answer " + command.id(), random));
    }

    /** Records that the command failed in a way that may be over soon. It is carried out again unless it has changed something. */
    public Uni<Void> fail(CurrentCommand command) {
        return store.endLease(command);
    }

    private Uni<CommandClaim> resolve(UUID id, String request, Instant now) {
        return store.find(id)
                .chain(found -> found.map(known -> resolve(id, request, known, now))
                        .orElseGet(() -> Uni.createFrom().item(new CommandClaim.Running())));
    }

    private Uni<CommandClaim> resolve(UUID id, String request, KnownCommand known, Instant now) {
        if (!new String(keys.get().get().decrypt(known.request(), "command " + id), UTF_8).equals(request)) {
            return Uni.createFrom().item(new CommandClaim.Mismatched());
        }
        EncryptedValue response = known.response();
        if (response != null) {
            return Uni.createFrom()
                    .item(new CommandClaim.Completed(read(keys.get().get().decrypt(response, "answer " + id))));
        }
        if (now.isBefore(known.leaseUntil())) {
            return Uni.createFrom().item(new CommandClaim.Running());
        }
        if (known.effect()) {
            return Uni.createFrom().item(new CommandClaim.ResponseLost());
        }
        return store.takeOver(id, known.attempt(), now.plus(LEASE))
                .map(taken -> taken ? granted(id, known.attempt() + 1) : new CommandClaim.Running());
    }

    private static CommandClaim granted(UUID id, int attempt) {
        CurrentCommand command = new CurrentCommand(id, attempt);
        command.begin();
        return new CommandClaim.ClaimGranted(command);
    }

    private byte[] written(CommandResponse response) {
        try {
            return json.writeValueAsBytes(response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response is always writable as JSON", e);
        }
    }

    private CommandResponse read(byte[] bytes) {
        try {
            return json.readValue(new String(bytes, UTF_8), CommandResponse.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded response cannot be read", e);
        }
    }
}
