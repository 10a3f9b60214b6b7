package dev.albireo.bench;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param pid of the JVM that answers
 * @param database processes of PostgreSQL
 * @param disk of its databases, where it has any
 */
record Server(URI uri, long pid, List<Long> database, Optional<Disk> disk) {
    double cpu() {
        return Cpu.seconds(List.of(pid));
    }

    /** What its databases have written; nothing where it has none. */
    Written written() {
        return disk.map(Disk::written).orElse(Written.NOTHING);
    }

    double databaseCpu() {
        return Cpu.seconds(database);
    }
}
