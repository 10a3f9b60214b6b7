package dev.albireo.housekeeping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Deletion of expired rows from tables that grow with traffic. */
@ConfigMapping(prefix = "albireo.housekeeping")
public interface HousekeepingConfig {
    /** The pause between runs of one replica. */
    @WithDefault("PT1M")
    Duration every();

    /** The time limit of one run; the next run deletes what remains. */
    @WithDefault("PT45S")
    Duration longest();

    /** The maximum number of rows of one table that one transaction deletes. */
    @WithDefault("1000")
    int batch();
}
