package dev.albireo.web.start;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of a service, from all sources.
 *
 * @param settings values by key; without the defaults in the code
 */
record StartupSettings(ServiceIdentity service, Function<String, Optional<String>> settings) {
    private static final Set<String> YES = Set.of("true", "yes", "y", "on", "1");

    /** Reads the settings from all sources that the service will read, without a started service. */
    static StartupSettings ofThisProcess() {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        return new StartupSettings(
                ServiceIdentity.named(config.getValue("quarkus.application.name", String.class)),
                key -> read(config, key));
    }

    /** A value that refers to a missing one counts as absent. */
    private static Optional<String> read(SmallRyeConfig config, String key) {
        try {
            return config.getOptionalValue(key, String.class);
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Returns the value, unless it is empty. */
    Optional<String> value(String key) {
        return settings.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    String value(String key, String otherwise) {
        return value(key).orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return value(key)
                .map(text -> YES.contains(text.toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    /** Returns the parts of a comma-separated value. */
    List<String> list(String key) {
        return value(key).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Returns whether this is the developer's own machine, as the launcher declares it. */
    boolean development() {
        return flag("albireo.development", false);
    }
}
