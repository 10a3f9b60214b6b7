package dev.albireo.devstack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small JVM: the JDK of the launcher, one collector thread, the C1 compiler only. */
public final class JavaCommand {
    private final List<String> words = new ArrayList<>();

    /**
     * @param heap the maximum heap, as {@code -Xmx} takes it
     */
    public JavaCommand(String heap) {
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                // Touched pages of the young generation stay resident, so it is small: some 50 MB less for each
                // process.
                "-Xmn20m",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=48m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    }

    public JavaCommand with(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    public List<String> words() {
        return List.copyOf(words);
    }
}
