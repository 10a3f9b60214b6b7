package dev.albireo.housekeeping;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Work that each run of the {@link Housekeeping} performs before it deletes rows. Replicas may perform it at the same time. */
@FunctionalInterface
public interface HousekeepingTask {
    /** Does what is due; a failure is logged, and the next run tries again. */
    Uni<Void> run(Instant now);
}
