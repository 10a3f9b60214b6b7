package dev.albireo.admin.owner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How commands are sent to the services that own what is administered. */
@ConfigMapping(prefix = "albireo.commands")
public interface CommandConfig {
    /**
     * How long the outcome of a command is asked for before the administrator is told that it is not known: longer than the queue of password
     * hashes of {@code credentials} ever is, and shorter than {@code albireo.request-deadline}, which the edge or ingress waits longer than.
     */
    @WithDefault("PT22S")
    Duration deadline();
}
