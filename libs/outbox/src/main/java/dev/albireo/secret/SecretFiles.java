package dev.albireo.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of {@code albireo.secrets.directory} as a source of settings. A name and a value mean what they mean in the environment;
 * white space around a value is ignored, and so are folders and names that begin with a dot, which Kubernetes has in a mounted Secret.
 */
final class SecretFiles extends EnvConfigSource {
    private static final long serialVersionUID = 1;
    /** Above the environment (300), system properties (400) and files of settings that the operator names (500). */
    private static final int PRECEDENCE = 600;

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_READS = 20;

    private final transient Path directory;
    private transient volatile Contents contents;

    private record Contents(Map<String, String> values, EnvConfigSource source) {
        static Contents of(Map<String, String> values) {
            return new Contents(values, new EnvConfigSource(values, PRECEDENCE));
        }
    }

    private SecretFiles(Path directory, Map<String, String> values) {
        super(values, PRECEDENCE);
        this.directory = directory;
        this.contents = Contents.of(values);
    }

    /**
     * Reads the files of a directory.
     *
     * @throws UncheckedIOException if it cannot be read; the message never holds a value
     */
    static SecretFiles of(Path directory) {
        return new SecretFiles(directory, read(directory));
    }

    /** Returns the values as they are now on the disk; as {@link #of} otherwise. */
    Map<String, String> read() {
        return read(directory);
    }

    /** Returns the values in use. */
    Map<String, String> values() {
        return contents.values();
    }

    /** Puts these values to use. */
    void use(Map<String, String> values) {
        contents = Contents.of(values);
    }

    @Override
    public String getValue(String propertyName) {
        return contents.source().getValue(propertyName);
    }

    /** Reads until two reads agree: files that are replaced together may be replaced between the first and the last of one read. */
    private static Map<String, String> read(Path directory) {
        Map<String, String> last = readOnce(directory);
        for (int i = 0; i < MAX_READS; i++) {
            Map<String, String> again = readOnce(directory);
            if (again.equals(last)) {
                return again;
            }
            last = again;
        }
        throw new IllegalStateException("albireo.secrets.directory does not come to rest: " + directory);
    }

    private static Map<String, String> readOnce(Path directory) {
        try (Stream<Path> entries = Files.list(snapshot(directory))) {
            Map<String, String> values = new TreeMap<>();
            entries.filter(entry -> !name(entry).startsWith("."))
                    .filter(Files::isRegularFile)
                    .forEach(file -> value(file).ifPresent(value -> values.put(name(file), value)));
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("albireo.secrets.directory cannot be read: " + directory, e);
        }
    }

    /** Kubernetes replaces the target of this link, and adds the links of new names only then. */
    private static Path snapshot(Path directory) throws IOException {
        Path data = directory.resolve("..data");
        return Files.isDirectory(data) ? data.toRealPath() : directory;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Returns the value, unless the file was removed meanwhile. */
    private static Optional<String> value(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("longer than " + MAX_BYTES + " bytes");
            }
            return Optional.of(Files.readString(file, UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException("secret file is not text: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("secret file cannot be read: " + file, e);
        }
    }
}
