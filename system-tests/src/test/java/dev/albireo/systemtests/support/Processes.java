package dev.albireo.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Suspends and resumes a process at any moment. */
public final class Processes {
    private Processes() {}

    public static void pause(long pid) {
        signal("-STOP", pid);
    }

    public static void resume(long pid) {
        signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) {
        try {
            int status = new ProcessBuilder("kill", signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill " + signal + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
