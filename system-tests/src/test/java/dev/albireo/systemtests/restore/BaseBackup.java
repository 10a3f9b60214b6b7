package dev.albireo.systemtests.restore;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.albireo.devstack.Stack;
import dev.albireo.systemtests.support.Folder;
import dev.albireo.systemtests.support.Superuser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of a running PostgreSQL by its low-level interface (pg_backup_start, the files, pg_backup_stop, the log until then): as
 * pg_basebackup, CloudNativePG and pgBackRest do, without their programs.
 */
final class BaseBackup {
    /** Files that a copy must not contain, because another server will read it. */
    private static final List<String> LEFT_OUT = List.of("postmaster.pid", "postmaster.opts", "pg_wal");

    private final Path server;
    private final Path copy;

    BaseBackup(Stack stack, String name) {
        Path data = stack.options().data();
        this.server = data.resolve("postgres");
        this.copy = data.resolve(name);
    }

    /** Makes the copy while the server runs. */
    void take(Stack stack) {
        try (Connection superuser = Superuser.connect(stack);
                Statement statement = superuser.createStatement()) {
            statement.execute("SELECT pg_backup_start('drill', true)");
            copyAll(server, copy);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(copy.resolve("backup_label"), label.getString(1));
            }
            copyAll(server.resolve("pg_wal"), copy.resolve("pg_wal"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what the server has, which must be stopped, and puts the copy in its place. */
    void restore() {
        Folder.empty(server);
        copyAll(copy, server);
    }

    private static void copyAll(Path from, Path to) {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.filter(path -> !isLeftOut(from, path)).toList()) {
                copy(path, to.resolve(from.relativize(path)));
            }
            Files.createDirectories(to.resolve("pg_wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLeftOut(Path from, Path path) {
        return from.endsWith("postgres")
                && LEFT_OUT.contains(from.relativize(path).getName(0).toString());
    }

    /** A running server deletes files while they are copied; the log compensates for them. */
    private static void copy(Path from, Path to) throws IOException {
        try {
            if (!Files.isDirectory(to)) {
                Files.copy(from, to, COPY_ATTRIBUTES, REPLACE_EXISTING);
            }
        } catch (NoSuchFileException gone) {
            if (Files.exists(from)) {
                throw gone;
            }
        }
    }
}
