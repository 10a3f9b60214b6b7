package dev.albireo.secret;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives each user of a secret its present value: that of the start, until a file changes. The user calls {@link Supplier#get()} once for each
 * operation.
 */
@Singleton
public class SecretSettings {
    private final SecretValues values;
    private final List<SecretCheck> checks;
    private final List<ReloadedSecret<?>> secrets = new CopyOnWriteArrayList<>();

    public SecretSettings(SecretValues values, @All List<SecretCheck> checks) {
        this.values = values;
        this.checks = checks;
    }

    /**
     * Returns what {@code reading} makes of the settings.
     *
     * @param reading throws an IllegalArgumentException, whose message never holds a secret, for values that cannot be used
     */
    public <T> Supplier<T> supply(Function<SecretValues, T> reading) {
        ReloadedSecret<T> secret = new ReloadedSecret<>(reading, values);
        secrets.add(secret);
        return secret;
    }

    /** Returns what {@code reading} makes of the value of {@code key} and the others of {@code <key>-earlier}. */
    public <T> Supplier<T> keys(String key, BiFunction<String, List<String>, T> reading) {
        return supply(now -> now.keys(key, reading));
    }

    /** As {@link #keys}, for a key that may be absent. */
    public <T> Supplier<Optional<T>> optionalKeys(String key, BiFunction<String, List<String>, T> reading) {
        return supply(now -> now.find(key).map(present -> now.keys(key, reading)));
    }

    /**
     * Reads all secrets again: all of them, or none if one cannot be used.
     *
     * @throws IllegalArgumentException if one cannot be used; the message never holds a secret
     */
    void reload() {
        List<String> violations = checks.stream()
                .flatMap(check -> check.violations(values).stream())
                .toList();
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        List<Runnable> replacements = secrets.stream()
                .<Runnable>map(secret -> secret.replacement(values))
                .toList();
        replacements.forEach(Runnable::run);
    }
}
