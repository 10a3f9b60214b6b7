package dev.albireo.credentials.declared;

import dev.albireo.sql.Tx;
import dev.albireo.sql.VersionedTable;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Entities that administrators declare under an id of their choice, in a table with versions.
 *
 * @param <E> an entity with the attribute {@code id}
 */
public interface DeclaredEntities<E> extends PanacheRepositoryBase<E, String> {
    VersionedTable table();

    default Uni<Optional<E>> byId(String id) {
        return findById(id).map(Optional::ofNullable);
    }

    /** Returns the following entities by id. */
    default Uni<List<E>> page(String after, int limit) {
        return find("id > ?1 order by id", after).page(0, limit).list();
    }

    /** Deletes by query, in the caller's transaction: removals of entities of one type block each other in Hibernate Reactive. */
    default Uni<Void> remove(String id) {
        return delete("id", id).replaceWithVoid();
    }

    /** Locks the table against other writers until the caller's transaction ends; readers do not wait. */
    default Uni<Void> lock() {
        return Panache.getSession().map(Tx::of).chain(table()::lock);
    }

    /** Takes the version of the next write, in the caller's transaction. */
    default Uni<Integer> nextVersion() {
        return Panache.getSession().map(Tx::of).chain(table()::nextVersion);
    }

    /** Makes every version newer by more than {@code leap}, in the caller's transaction. */
    default Uni<Void> advanceVersions(int leap) {
        return Panache.getSession().map(Tx::of).chain(tx -> table().advanceVersions(tx, leap));
    }
}
