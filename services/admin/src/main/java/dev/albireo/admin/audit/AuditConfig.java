package dev.albireo.admin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The audit trail: how long records are kept, and how often its chains are signed. */
@ConfigMapping(prefix = "albireo.audit")
public interface AuditConfig {
    /**
     * How long the record of a successful sign-in, sign-out or grant is kept, counted from the end of the month in which it occurred: whole months
     * are removed. Export records that must be kept longer.
     */
    @WithDefault("P400D")
    Duration retention();

    /**
     * How long all other records are kept, which concern security: changes of accounts, factors, clients and keys, and what was refused. A
     * shorter time than {@code albireo.audit.retention} counts as that.
     */
    @WithDefault("P800D")
    Duration securityRetention();

    /** The pause between two signed heads of a chain that grows. */
    @WithDefault("PT10M")
    Duration headInterval();

    /**
     * How long after the deletion of a user the ids of the user, the addresses and the details in the audit records about and by the user are
     * erased; by default they are kept as long as the records. The chains still verify.
     */
    Optional<Duration> eraseDeletedUsersAfter();
}
