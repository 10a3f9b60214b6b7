package dev.albireo.secret;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The settings at one moment.
 *
 * @param settings values by key
 */
public record SecretValues(Function<String, Optional<String>> settings) {
    private static final String EARLIER = "-earlier";

    /** Returns the value, unless it is empty. */
    public Optional<String> find(String key) {
        return settings.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * Returns the value.
     *
     * @throws IllegalArgumentException if there is none
     */
    public String get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
    }

    /** Returns the parts of a comma-separated value. */
    public List<String> list(String key) {
        return find(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Returns the other values of {@code <key>-earlier}, which are accepted beside that of {@code key}. */
    public List<String> earlier(String key) {
        return list(key + EARLIER);
    }

    /**
     * Returns what {@code reading} makes of the value and its {@link #earlier} ones.
     *
     * @throws IllegalArgumentException if there is no value, or one cannot be used; the message never holds a secret
     */
    public <T> T keys(String key, BiFunction<String, List<String>, T> reading) {
        String current = get(key);
        try {
            return reading.apply(current, earlier(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "SecretValues[redacted]";
    }
}
