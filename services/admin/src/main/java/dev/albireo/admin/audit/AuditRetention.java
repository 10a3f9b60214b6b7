package dev.albireo.admin.audit;

import dev.albireo.housekeeping.HousekeepingConfig;
import dev.albireo.housekeeping.HousekeepingTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Removes the records of a class and month as a whole when the time of all of them is over; nothing else removes records. The chain is marked
 * first, with a signed head that says so: its last hash remains.
 */
@Singleton
class AuditRetention implements HousekeepingTask {
    /** The batches of one run; the next one removes what remains. */
    private static final int BATCHES = 200;

    private final AuditChainStore chains;
    private final AuditRecordStore records;
    private final AuditConfig config;
    private final int batch;
    private final MeterRegistry meters;

    AuditRetention(
            AuditChainStore chains,
            AuditRecordStore records,
            AuditConfig config,
            HousekeepingConfig housekeeping,
            MeterRegistry meters) {
        this.chains = chains;
        this.records = records;
        this.config = config;
        this.batch = housekeeping.batch();
        this.meters = meters;
    }

    @Override
    public Uni<Void> run(Instant now) {
        return chains.all()
                .map(all -> all.stream()
                        .filter(chain -> chain.removedAt().isEmpty() && isOver(chain.chain(), now))
                        .map(StoredChain::chain)
                        .toList())
                .chain(over -> each(over, chain -> chains.markRemoved(chain, now)))
                .chain(chains::notEmptied)
                .chain(marked -> each(
                        marked,
                        chain -> empty(() -> records.remove(chain, batch), BATCHES)
                                .chain(all -> all
                                        ? chains.emptied(chain, now)
                                        : Uni.createFrom().voidItem())))
                .chain(() -> empty(() -> records.removeOld(now.minus(config.retention()), batch), BATCHES))
                .replaceWithVoid();
    }

    /** A chain of another release is left to it. */
    private boolean isOver(String chain, Instant now) {
        return AuditClass.ofChain(chain)
                .filter(kind -> !AuditClass.endOf(chain).plus(kept(kind)).isAfter(now))
                .isPresent();
    }

    private Duration kept(AuditClass kind) {
        return kind == AuditClass.SECURITY && config.securityRetention().compareTo(config.retention()) > 0
                ? config.securityRetention()
                : config.retention();
    }

    /** Returns whether all rows were removed. */
    private Uni<Boolean> empty(Supplier<Uni<Integer>> removal, int batches) {
        return removal.get()
                .invoke(rows -> meters.counter("albireo.housekeeping.deleted", "table", "audit_record")
                        .increment(rows))
                .chain(rows -> {
                    if (rows < batch) {
                        return Uni.createFrom().item(true);
                    }
                    return batches == 1 ? Uni.createFrom().item(false) : empty(removal, batches - 1);
                });
    }

    private static Uni<Void> each(List<String> chains, Function<String, Uni<Void>> work) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String chain : chains) {
            all = all.chain(() -> work.apply(chain));
        }
        return all;
    }
}
