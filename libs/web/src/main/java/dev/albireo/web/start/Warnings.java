package dev.albireo.web.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Logs the warnings after the start. */
@Singleton
class Warnings {
    private static final Logger LOG = Logger.getLogger(Warnings.class);

    void write(@Observes StartupEvent starting) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Rules.warned(Told.ofThisProcess()).forEach(LOG::warn);
        }
    }
}
