package dev.albireo.credentials.factor;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of the verification of a password or a code.
 *
 * @param <T> what an accepted factor leads to
 */
public sealed interface FactorResult<T> {
    /** The factor was correct; a code is used now. */
    record FactorAccepted<T>(T value) implements FactorResult<T> {}

    /** The factor was wrong, or is a code that was used before. */
    record FactorRejected<T>() implements FactorResult<T> {}

    /**
     * Too many wrong attempts; this one was not verified. {@code until} is when the account may try again; empty if only this session is
     * limited, or if that must not be disclosed.
     */
    record TooManyAttempts<T>(Optional<Instant> until) implements FactorResult<T> {}

    /** Continues after an accepted factor; any other result stays. */
    default <R> Uni<FactorResult<R>> onAccepted(Function<T, Uni<R>> next) {
        return switch (this) {
            case FactorAccepted<T>(T value) -> next.apply(value).map(FactorAccepted::new);
            case FactorRejected<T> rejected -> Uni.createFrom().item(new FactorRejected<>());
            case TooManyAttempts<T>(Optional<Instant> until) -> Uni.createFrom().item(new TooManyAttempts<>(until));
        };
    }
}
