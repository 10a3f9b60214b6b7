package dev.albireo.sql;

import io.smallrye.mutiny.Uni;

/**
 * A table whose rows take their versions from one sequence, {@code <name>_version}. A writer locks the table first, so that versions are
 * published in their order.
 */
public final class VersionedTable {
    private final String lock;
    private final String next;
    private final String leap;
    private final String renew;

    public VersionedTable(String name) {
        this.lock = "LOCK TABLE " + name + " IN SHARE ROW EXCLUSIVE MODE";
        this.next = "SELECT nextval('" + name + "_version')::integer AS version";
        this.leap = "SELECT setval('" + name + "_version', nextval('" + name + "_version') + $1)";
        this.renew = "UPDATE " + name + " SET version = nextval('" + name + "_version')";
    }

    /** Locks the table against other writers until the transaction ends; readers do not wait. */
    public Uni<Void> lock(Tx tx) {
        return tx.execute(lock).replaceWithVoid();
    }

    /** Takes the version of the next write. */
    public Uni<Integer> nextVersion(Tx tx) {
        return tx.execute(next).map(rows -> Rows.only(rows, row -> row.getInteger("version")));
    }

    /** Advances the sequence by {@code leap}, and gives each row a version from there on. */
    public Uni<Void> advanceVersions(Tx tx, int leap) {
        return tx.execute(this.leap, SqlParameters.of(leap))
                .chain(() -> tx.execute(renew))
                .replaceWithVoid();
    }
}
