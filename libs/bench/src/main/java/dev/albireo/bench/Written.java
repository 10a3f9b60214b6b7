package dev.albireo.bench;

/**
 * What PostgreSQL has written, all databases together.
 *
 * @param bytes of write-ahead log
 * @param commits transactions that changed something, each of which waits for the disk once
 */
record Written(double bytes, double commits) {
    static final Written NOTHING = new Written(0, 0);

    /** What was written since then, for each of so many requests. */
    Written since(Written before, int requests) {
        return new Written((bytes - before.bytes) / requests, (commits - before.commits) / requests);
    }
}
