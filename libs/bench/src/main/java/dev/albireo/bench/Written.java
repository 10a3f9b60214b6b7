package dev.albireo.bench;

/**
 * What PostgreSQL has written, in all databases.
 *
 * @param bytes bytes of write-ahead log
 * @param commits transactions that changed data, each of which waits for the disk once
 */
record Written(double bytes, double commits) {
    static final Written NOTHING = new Written(0, 0);

    /** Returns the difference to {@code before}, divided by the number of requests. */
    Written since(Written before, int requests) {
        return new Written((bytes - before.bytes) / requests, (commits - before.commits) / requests);
    }
}
