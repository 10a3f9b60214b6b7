package dev.albireo.devstack.config;

import java.util.Map;

/**
 * One additional process of a service.
 *
 * @param name unique in the stack, as {@code oauth-2}; also the name of its log
 * @param settings override those of the launcher
 * @param balanced whether the edge routes a share of the requests to it
 */
public record ExtraReplica(String name, StackService service, Map<String, String> settings, boolean balanced) {
    public ExtraReplica {
        settings = Map.copyOf(settings);
    }
}
