package dev.albireo.admin.audit;

import dev.albireo.housekeeping.HousekeepingTask;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Signs the heads of the chains of the audit trail every {@link AuditConfig#headInterval()}, so that the last head of a month is signed within
 * this time after its last record. Adds the records of the release before to their chains during an upgrade.
 */
@Singleton
class AuditSealing implements HousekeepingTask {
    private static final Logger LOG = Logger.getLogger(AuditSealing.class);
    private static final int BATCH = 500;

    private final AuditChainStore chains;
    private final AuditRecordStore records;
    private final AuditConfig config;

    AuditSealing(AuditChainStore chains, AuditRecordStore records, AuditConfig config) {
        this.chains = chains;
        this.records = records;
        this.config = config;
    }

    @Override
    public Uni<Void> run(Instant now) {
        return adopt(now).chain(() -> chains.sign(now.minus(config.headInterval()), now));
    }

    private Uni<Void> adopt(Instant now) {
        return records.adopt(now, BATCH).chain(added -> {
            if (added > 0) {
                LOG.infof("audit records of the release before added to their chains count=%d", added);
            }
            return added == BATCH ? adopt(now) : Uni.createFrom().voidItem();
        });
    }
}
