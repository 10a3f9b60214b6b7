package dev.albireo.admin.audit;

import dev.albireo.protocol.AuditChain;
import dev.albireo.protocol.AuditChain.Personal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Appends records to the ends of their chains. */
final class ChainedRecords {
    private final Map<String, ChainEnd> ends = new TreeMap<>();
    private final List<ChainedRecord> records = new ArrayList<>();

    private ChainedRecords() {}

    /** The last record of a chain. */
    record ChainEnd(String chain, long sequence, String hash) {}

    /** A record with its place. */
    record ChainedRecord(AuditEntry entry, String chain, long sequence, String hash, String salt) {}

    /** Returns these records appended to their chains, of which {@code ends} are the present ends; those of a chain without one are left out. */
    static ChainedRecords append(List<AuditEntry> entries, List<ChainEnd> ends, SecureRandom random) {
        ChainedRecords appended = new ChainedRecords();
        Map<String, ChainEnd> present = new HashMap<>();
        ends.forEach(end -> present.put(end.chain(), end));
        for (AuditEntry entry : entries) {
            ChainEnd end = present.get(entry.chain());
            if (end != null) {
                ChainedRecord next = next(end, entry, AuditChain.newSalt(random));
                ChainEnd newEnd = new ChainEnd(next.chain(), next.sequence(), next.hash());
                appended.records.add(next);
                appended.ends.put(next.chain(), newEnd);
                present.put(next.chain(), newEnd);
            }
        }
        return appended;
    }

    private static ChainedRecord next(ChainEnd end, AuditEntry entry, String salt) {
        long sequence = end.sequence() + 1;
        Personal personal =
                new Personal(entry.actor(), entry.target(), entry.address(), entry.detail(), salt, Map.of());
        String content = AuditChain.content(
                end.chain(), sequence, entry.eventId(), entry.at(), entry.action(), entry.outcome(), personal);
        return new ChainedRecord(entry, end.chain(), sequence, AuditChain.link(end.hash(), content), salt);
    }

    /** Returns the records, in the order in which they were appended. */
    List<ChainedRecord> records() {
        return List.copyOf(records);
    }

    /** Returns the new end of each chain that has become longer. */
    List<ChainEnd> ends() {
        return List.copyOf(ends.values());
    }
}
