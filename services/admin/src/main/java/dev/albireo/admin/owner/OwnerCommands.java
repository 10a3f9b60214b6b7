package dev.albireo.admin.owner;

import dev.albireo.web.IdGenerator;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sends commands to other services. A command whose response does not arrive, because the connection broke, the service was too slow or it
 * was {@link OwnerUnavailable unavailable}, is sent again with the same id until the outcome is known or the deadline is over. A refusal is
 * an outcome.
 */
@Singleton
public class OwnerCommands {
    private static final Logger LOG = Logger.getLogger(OwnerCommands.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    private final IdGenerator ids;
    private final CommandConfig config;
    private final Vertx vertx;

    OwnerCommands(IdGenerator ids, CommandConfig config, Vertx vertx) {
        this.ids = ids;
        this.config = config;
        this.vertx = vertx;
    }

    /** Sends one command; {@code call} is the request, which is made anew each time. */
    public <T> Uni<T> send(Function<CommandId, Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Sending<T> sending = new Sending<>(new CommandId(ids.next()), call, vertx.getOrCreateContext());
            return attempt(sending, FIRST_PAUSE)
                    .ifNoItem()
                    .after(config.deadline())
                    .fail()
                    .emitOn(sending::onContext);
        });
    }

    /** One command on its way; the context is that of the administrator's request, whose token every attempt takes along. */
    private record Sending<T>(CommandId id, Function<CommandId, Uni<T>> call, Context context) {
        void onContext(Runnable work) {
            context.runOnContext(ignored -> work.run());
        }
    }

    private <T> Uni<T> attempt(Sending<T> sending, Duration delay) {
        return Uni.createFrom()
                .deferred(() -> sending.call().apply(sending.id()))
                .onFailure(OwnerCommands::isUnknown)
                .recoverWithUni(failure -> {
                    LOG.warnf("admin command.repeated command=%s cause=%s", sending.id(), failure.toString());
                    return after(delay).emitOn(sending::onContext).chain(() -> attempt(sending, longer(delay)));
                });
    }

    /** Whether the owner has refused the command is known; anything else leaves it open. */
    private static boolean isUnknown(Throwable failure) {
        return !(failure instanceof ProblemRefusal);
    }

    private Uni<Void> after(Duration delay) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(delay.toMillis(), timer -> emitter.complete(null)));
    }

    private static Duration longer(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
    }
}
