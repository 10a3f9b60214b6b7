package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads secrets from files, the standard input or the keyboard; never from an argument, which every process can read. */
final class SecretInput {
    private static final int MAX_LENGTH = 65_536;

    private SecretInput() {}

    /** Returns the first line of a file, or of the standard input where the file is {@code -}. */
    static String read(String file, InputStream standardInput) {
        return all(file, standardInput).lines().findFirst().orElse("").strip();
    }

    /** Returns the whole content. */
    static String all(String file, InputStream standardInput) {
        try (InputStream in = file.equals("-") ? standardInput : Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(MAX_LENGTH), UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": cannot be read");
        }
    }
}
