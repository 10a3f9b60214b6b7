package dev.albireo.devstack.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One additional process of a service.
 *
 * @param name unique in the stack, as {@code oauth-2}; also the name of its log
 * @param settings override those of the launcher
 * @param balanced whether the edge routes a share of the requests to it
 * @param checkout the root of other sources whose packaged service it runs; empty for those of the stack
 */
public record ExtraReplica(
        String name, StackService service, Map<String, String> settings, boolean balanced, Optional<Path> checkout) {
    public ExtraReplica {
        settings = Map.copyOf(settings);
    }

    /** Creates a process of the stack's own sources. */
    public ExtraReplica(String name, StackService service, Map<String, String> settings, boolean balanced) {
        this(name, service, settings, balanced, Optional.empty());
    }

    /** Returns the same process with the service that is packaged in another checkout. */
    public ExtraReplica of(Path other) {
        return new ExtraReplica(name, service, settings, balanced, Optional.of(other));
    }
}
