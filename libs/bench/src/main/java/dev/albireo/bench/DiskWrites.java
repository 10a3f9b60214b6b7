package dev.albireo.bench;

/**
 * What PostgreSQL has written, in all databases.
 *
 * @param bytes bytes of write-ahead log
 * @param commits transactions that changed data, each of which waits for the disk once
 */
record DiskWrites(double bytes, double commits) {
    static final DiskWrites NOTHING = new DiskWrites(0, 0);

    /** Returns the difference to {@code before}, divided by the number of requests. */
    DiskWrites since(DiskWrites before, int requests) {
        return new DiskWrites((bytes - before.bytes) / requests, (commits - before.commits) / requests);
    }
}
