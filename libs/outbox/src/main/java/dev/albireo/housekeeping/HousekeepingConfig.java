package dev.albireo.housekeeping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tables that grow with traffic are cleaned. */
@ConfigMapping(prefix = "albireo.housekeeping")
public interface HousekeepingConfig {
    /** The pause between runs of one replica. */
    @WithDefault("PT1M")
    Duration every();

    /** How long one run may take; what is left is the next one's. */
    @WithDefault("PT45S")
    Duration longest();

    /** How many rows of one table one transaction deletes at most. */
    @WithDefault("1000")
    int batch();
}
