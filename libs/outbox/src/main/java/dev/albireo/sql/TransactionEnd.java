package dev.albireo.sql;

import org.hibernate.reactive.mutiny.Mutiny;

/** How a transaction ends: a dry run does everything that the write does, and is rolled back. */
public enum TransactionEnd {
    COMMIT,
    ROLLBACK;

    /** Marks the transaction for rollback if that is its end. */
    public void decide(Mutiny.Transaction transaction) {
        if (this == ROLLBACK) {
            transaction.markForRollback();
        }
    }
}
