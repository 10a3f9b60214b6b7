package dev.albireo.devstack.config;

import dev.albireo.devstack.process.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings that a developer passes to {@code make run SETTINGS=file}: a properties file in which {@code
 * oauth.albireo.registration.mode} is the setting {@code albireo.registration.mode} of the service {@code oauth}, and a key without the
 * name of a service is a setting of all four. Settings of the file override those of the launcher; a setting for one service overrides the
 * same setting for all.
 */
public final class SettingsFile {
    private final Path file;
    private final Map<String, String> settings;

    private SettingsFile(Path file, Map<String, String> settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * Reads a file.
     *
     * @throws StackException if the file cannot be read, or is not a properties file in UTF-8
     */
    public static SettingsFile read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException(
                    "cannot read the settings file " + file + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).strip()));
        return new SettingsFile(file, settings);
    }

    /** Returns the settings of one service. */
    public Map<String, String> of(StackService service) {
        String prefix = service.id() + ".";
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (!isForOneService(key)) {
                own.put(key, value);
            }
        });
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        return own;
    }

    private static boolean isForOneService(String key) {
        return Arrays.stream(StackService.values()).anyMatch(service -> key.startsWith(service.id() + "."));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
