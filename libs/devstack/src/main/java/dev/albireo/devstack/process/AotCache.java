package dev.albireo.devstack.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ahead-of-time cache of the JVM for one packaged program (JEP 514), with which a service starts in less than half the processor time.
 * It belongs to one JVM, its options and the files of the program: another build of the program has another cache, and none at first.
 */
public final class AotCache {
    /** One of the code of a JVM is refused with two warnings, and used without that code. */
    private static final String QUIET = "-Xlog:aot*=error";

    private final Path file;

    private AotCache(Path file) {
        this.file = file;
    }

    /**
     * Returns the cache of a program, which may not exist.
     *
     * @param program the folder with the jars of the program
     * @param command the JVM and its options
     */
    public static AotCache of(Path program, JavaCommand command) {
        return new AotCache(program.resolveSibling("aot").resolve(key(program, command) + ".aot"));
    }

    private static String key(Path program, JavaCommand command) {
        try (Stream<Path> files = Files.walk(program)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((System.getProperty("java.vm.version") + command.words()).getBytes(UTF_8));
            files.sorted().forEach(file -> digest.update(state(file).getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JVM compares sizes and times of the jars with those of the training, too. */
    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isDirectory()
                    ? ""
                    : file + " " + attributes.size() + " " + attributes.lastModifiedTime() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** Returns the options of a JVM that uses the cache; none if it does not exist. */
    public String[] use() {
        return exists() ? new String[] {"-XX:AOTCache=" + file, QUIET} : new String[0];
    }

    /** Returns the options of a JVM that writes the cache when it ends, into a file that {@link #complete} puts in its place. */
    public String[] train() {
        return new String[] {"-XX:AOTCacheOutput=" + draft(), QUIET};
    }

    /** Puts what a training has written in its place, and deletes the caches of earlier builds; false if it has written nothing. */
    public boolean complete() {
        try {
            Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            delete(other -> !other.equals(file));
            return true;
        } catch (NoSuchFileException nothingWritten) {
            return false;
        } catch (IOException e) {
            throw new StackException("cannot write " + file, e);
        }
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Creates the folder of the cache, without what an interrupted training left there. */
    public void prepare() {
        try {
            Files.createDirectories(file.getParent());
            delete(left -> left.toString().contains(".new"));
        } catch (IOException e) {
            throw new StackException("cannot write to " + file.getParent(), e);
        }
    }

    private void delete(Predicate<Path> condition) throws IOException {
        List<Path> deleted;
        try (Stream<Path> files = Files.list(file.getParent())) {
            deleted = files.filter(condition).toList();
        }
        for (Path each : deleted) {
            Files.deleteIfExists(each);
        }
    }
}
