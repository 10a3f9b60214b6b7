package dev.albireo.housekeeping;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates the partitions of the coming weeks and deletes those of past ones. Every replica measures; one at a time changes something. */
@Singleton
class PartitionMaintenance {
    private final List<WeeklyPartitions> tables;
    private final PartitionStore store;
    private final MeterRegistry meters;
    private final Map<String, PartitionStatus> last = new ConcurrentHashMap<>();

    PartitionMaintenance(@All List<RetentionRule.RetentionRules> rules, PartitionStore store, MeterRegistry meters) {
        this.tables = rules.stream().flatMap(one -> one.partitioned().stream()).toList();
        this.store = store;
        this.meters = meters;
    }

    /**
     * The partitions of a table after a run.
     *
     * @param missing the number of weeks without a partition
     * @param rowsInDefault the number of rows of such weeks, at most 1000
     */
    private record PartitionStatus(long missing, int rowsInDefault) {
        static final PartitionStatus UNKNOWN = new PartitionStatus(0, 0);
    }

    void start(@Observes StartupEvent started) {
        for (WeeklyPartitions table : tables) {
            Gauge.builder("albireo.partitions.missing", () -> status(table).missing())
                    .description("How many of the present and coming weeks have no partition")
                    .tag("table", table.table())
                    .register(meters);
            Gauge.builder("albireo.partitions.default.rows", () -> status(table).rowsInDefault())
                    .description("How many rows are in the default partition, at most 1000")
                    .tag("table", table.table())
                    .register(meters);
        }
    }

    private PartitionStatus status(WeeklyPartitions table) {
        return last.getOrDefault(table.table(), PartitionStatus.UNKNOWN);
    }

    /** Performs all changes that are due. */
    Uni<Void> run(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return sequentially(tables.stream().map(table -> run(table, today)));
    }

    private Uni<Void> run(WeeklyPartitions table, LocalDate today) {
        return store.list(table)
                .chain(partitions -> sequentially(Stream.concat(
                        missing(table, partitions, today).stream().map(monday -> store.create(table, monday)),
                        partitions.stream()
                                .map(PartitionStore.Partition::monday)
                                .filter(monday -> table.isOver(monday, today))
                                .map(monday -> store.delete(table, monday)))))
                .eventually(() -> measure(table, today));
    }

    private Uni<Void> measure(WeeklyPartitions table, LocalDate today) {
        return Uni.combine()
                .all()
                .unis(store.list(table), store.rowsInDefault(table))
                .with((partitions, rows) ->
                        new PartitionStatus(missing(table, partitions, today).size(), rows))
                .invoke(status -> last.put(table.table(), status))
                .replaceWithVoid();
    }

    private static List<LocalDate> missing(
            WeeklyPartitions table, List<PartitionStore.Partition> partitions, LocalDate today) {
        var present = partitions.stream()
                .filter(PartitionStore.Partition::attached)
                .map(PartitionStore.Partition::monday)
                .collect(Collectors.toSet());
        return table.weeks(today).stream()
                .filter(monday -> !present.contains(monday))
                .toList();
    }

    private static Uni<Void> sequentially(Stream<Uni<Void>> changes) {
        return Multi.createFrom()
                .items(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> change)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
