package dev.albireo.bench;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The measured server.
 *
 * @param pid process id of the JVM that answers
 * @param database processes of PostgreSQL
 * @param disk the disk use of its databases, if it has any
 */
record Server(URI uri, long pid, List<Long> database, Optional<Disk> disk) {
    double cpu() {
        return Cpu.seconds(List.of(pid));
    }

    /** Returns what its databases have written; zero if it has none. */
    DiskWrites written() {
        return disk.map(Disk::written).orElse(DiskWrites.NOTHING);
    }

    double databaseCpu() {
        return Cpu.seconds(database);
    }
}
