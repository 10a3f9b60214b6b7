package dev.albireo.systemtests.support;

import dev.albireo.devstack.StackOptions;
import java.nio.file.Path;

/** A stack beside the one that all journeys share, for tests that would disturb them. */
public final class Aside {
    private static final int PORT_OFFSET = Integer.getInteger("albireo.test.offset", 2000) + 600;

    private Aside() {}

    /** Returns the options of a new system in a folder of this name. */
    public static StackOptions options(String folder) {
        Path checkout = Path.of(System.getProperty("albireo.checkout", ".."))
                .toAbsolutePath()
                .normalize();
        StackOptions options = StackOptions.of(checkout)
                .withData(checkout.resolve("system-tests/target/" + folder))
                .withPortOffset(PORT_OFFSET);
        Folder.empty(options.data());
        return options;
    }
}
