package dev.albireo.devstack.config;

import java.util.Map;

/**
 * One more process of a service, beside the one that every stack has.
 *
 * @param name unique in the stack, as {@code oauth-2}; also the name of its log
 * @param settings override what the launcher would set
 * @param balanced whether the edge sends it a share of the requests
 */
public record Instance(String name, Service service, Map<String, String> settings, boolean balanced) {
    public Instance {
        settings = Map.copyOf(settings);
    }
}
