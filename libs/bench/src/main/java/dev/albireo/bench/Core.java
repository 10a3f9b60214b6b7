package dev.albireo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the measured server and the load generator on different cores, so that neither takes the other's time. */
final class Core {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private Core() {}

    /**
     * Binds this process, and every process that it starts from now on, to the core of this number. Returns false if that is impossible.
     */
    static boolean stayOn(int core) {
        if (!Files.isExecutable(TASKSET)) {
            return false;
        }
        try {
            Process taskset = new ProcessBuilder(
                            TASKSET.toString(),
                            "-acp",
                            Integer.toString(core),
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
