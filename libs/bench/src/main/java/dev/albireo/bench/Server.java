package dev.albireo.bench;

import java.net.URI;
import java.util.List;

/**
 * What is measured.
 *
 * @param pid of the JVM that answers
 * @param database processes of PostgreSQL
 */
record Server(URI uri, long pid, List<Long> database) {
    double cpu() {
        return Cpu.seconds(List.of(pid));
    }

    double databaseCpu() {
        return Cpu.seconds(database);
    }
}
