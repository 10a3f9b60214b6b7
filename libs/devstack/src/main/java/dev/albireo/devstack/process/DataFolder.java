package dev.albireo.devstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder of one stack: data, logs, settings, pids. At most one stack holds it at a time. */
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Creates the folder if necessary and locks it, or fails with the reason. */
    public static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            for (String name : new String[] {"config", "log", "run"}) {
                Files.createDirectories(root.resolve(name));
            }
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) == null) {
                lockFile.close();
                throw new StackException(
                        "already running: another launcher uses " + root + "; stop it with Ctrl-C first");
            }
            return new DataFolder(root, lockFile);
        } catch (IOException e) {
            throw new StackException(
                    "cannot write to " + root + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    /** Returns a path beneath the folder; creates nothing. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** Returns the log file of {@code name}. */
    public Path log(String name) {
        return root.resolve("log").resolve(name + ".log");
    }

    /** Writes a file that only its owner can read, atomically. */
    public Path writeSecret(String name, String content) {
        Path file = root.resolve(name);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, content, StandardCharsets.UTF_8);
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
