package dev.albireo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts whatever is measured on one core and whoever asks on another, so that neither takes the other's time. */
final class Core {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private Core() {}

    /** This process, and every process that it starts from now on, stays on the core of this number. False where that cannot be had. */
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
