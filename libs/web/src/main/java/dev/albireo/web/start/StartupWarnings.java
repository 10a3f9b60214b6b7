package dev.albireo.web.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Logs the warnings after the start. */
@Singleton
class StartupWarnings {
    private static final Logger LOG = Logger.getLogger(StartupWarnings.class);

    void write(@Observes StartupEvent starting) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            StartupRules.warned(StartupSettings.ofThisProcess()).forEach(LOG::warn);
        }
    }
}
