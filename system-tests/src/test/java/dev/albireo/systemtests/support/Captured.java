package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every response that any test got, without its cookies and except those whose purpose is to show or transfer a secret. */
public final class Captured {
    private static final List<String> SHOW_SECRETS = List.of(
            "/auth/two-factor/enable",
            "/auth/two-factor",
            "/account/recovery-codes",
            "/login/2fa",
            "/token",
            "/auth/token",
            "/connect/register",
            "/webauthn/",
            "/demo");
    private static final ConcurrentLinkedQueue<String> ANSWERS = new ConcurrentLinkedQueue<>();

    private Captured() {}

    static void keep(Answer answer) {
        String path = answer.uri().getPath();
        if (SHOW_SECRETS.stream().noneMatch(path::startsWith)) {
            // Not its query: a test may have put there what it should not, and Location shows what the service has.
            ANSWERS.add(path + " " + answer.header("location").orElse("") + "\n" + answer.body());
        }
    }

    public static List<String> answers() {
        return List.copyOf(ANSWERS);
    }

    /** Returns the logs of all processes of the stack. */
    public static List<String> logs() {
        try (var files = Files.walk(Running.stack().logs())) {
            return files.filter(Files::isRegularFile).map(Captured::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return file + "\n" + Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
