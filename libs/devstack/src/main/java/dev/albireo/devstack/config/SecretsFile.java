package dev.albireo.devstack.config;

import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Random values by name, each generated at its first use and kept in a file that only its owner can read. A value has 256 bits. */
public final class SecretsFile {
    private static final String FILE = "config/secrets.properties";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataFolder data;
    private final SortedMap<String, String> values;

    private SecretsFile(DataFolder data, SortedMap<String, String> values) {
        this.data = data;
        this.values = values;
    }

    /** Reads the values of earlier starts. */
    public static SecretsFile of(DataFolder data) {
        Path file = data.resolve(FILE);
        Properties stored = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                stored.load(reader);
            } catch (IOException e) {
                throw new StackException("cannot read " + file, e);
            }
        }
        return new SecretsFile(
                data,
                stored.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, stored::getProperty, (a, b) -> a, TreeMap::new)));
    }

    /** Returns a key: 32 bytes in base64. */
    public String key(String name) {
        return get("key." + name, Base64.getEncoder());
    }

    /** Returns a password: 43 characters that need no quoting anywhere. */
    public String password(String name) {
        return get("password." + name, Base64.getUrlEncoder().withoutPadding());
    }

    private synchronized String get(String name, Base64.Encoder encoder) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String made = encoder.encodeToString(bytes);
        values.put(name, made);
        data.writeSecret(FILE, text(values));
        return made;
    }

    private static String text(Map<String, String> values) {
        return PropertiesText.of("Generated at the first start; to delete this file, delete the data too.", values);
    }
}
