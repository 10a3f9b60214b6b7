package dev.albireo.secret;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a reading makes of the settings, until it is replaced. */
final class ReloadedSecret<T> implements Supplier<T> {
    private final Function<SecretValues, T> reading;
    private volatile T current;

    ReloadedSecret(Function<SecretValues, T> reading, SecretValues values) {
        this.reading = reading;
        this.current = reading.apply(values);
    }

    @Override
    public T get() {
        return current;
    }

    /** Reads the settings now, and returns what puts the result to use. */
    Runnable replacement(SecretValues values) {
        T next = reading.apply(values);
        return () -> current = next;
    }

    @Override
    public String toString() {
        return "ReloadedSecret[redacted]";
    }
}
