package dev.albireo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the measured server and the load generator on different cores, so that neither takes the other's time. */
final class Core {
    /** Makes a JVM that starts on all cores choose its threads as on the one to which it is bound later. */
    static final String ONE_PROCESSOR = "-XX:ActiveProcessorCount=1";

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private Core() {}

    /**
     * Binds this process to the core {@code own}, and every process that it has started to {@code others}, with their threads and with what
     * they start from now on. Returns false if that is impossible.
     */
    static boolean separate(int own, int others) {
        ProcessHandle self = ProcessHandle.current();
        self.descendants().toList().forEach(process -> bind(process, others));
        return bind(self, own);
    }

    /** Returns false if the process cannot be bound, as one that has just ended. */
    private static boolean bind(ProcessHandle process, int core) {
        if (!Files.isExecutable(TASKSET)) {
            return false;
        }
        try {
            Process taskset = new ProcessBuilder(
                            TASKSET.toString(), "-acp", Integer.toString(core), Long.toString(process.pid()))
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
