package dev.albireo.credentials.group;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Accesses the user_group table. */
@ApplicationScoped
class GroupStore implements PanacheRepositoryBase<GroupEntity, String> {
    private static final String LOCK = "LOCK TABLE user_group IN SHARE ROW EXCLUSIVE MODE";
    private static final String NEXT_VERSION = "SELECT nextval('user_group_version')::integer AS version";
    private static final String LEAP = "SELECT setval('user_group_version', nextval('user_group_version') + $1)";
    private static final String RENEW = "UPDATE user_group SET version = nextval('user_group_version')";

    Uni<Optional<GroupEntity>> byId(String id) {
        return findById(id).map(Optional::ofNullable);
    }

    Uni<List<GroupEntity>> page(String after, int limit) {
        return find("from GroupEntity g where g.id > ?1 order by g.id", after)
                .page(0, limit)
                .list();
    }

    /** Returns whether one of these groups requires a second factor. */
    Uni<Boolean> requireSecondFactor(Collection<String> ids) {
        return count("requires2fa = true and id in ?1", ids).map(count -> count > 0);
    }

    /** Deletes by query, in the caller's transaction: removals of entities of one type block each other in Hibernate Reactive. */
    Uni<Void> remove(GroupEntity group) {
        return delete("id", group.id).replaceWithVoid();
    }

    /** Locks the table against other writers until the transaction ends; readers do not wait. */
    Uni<Void> lock() {
        return Panache.getSession()
                .chain(session -> Tx.of(session).execute(LOCK))
                .replaceWithVoid();
    }

    Uni<Integer> nextVersion() {
        return Panache.getSession()
                .chain(session -> Tx.of(session).execute(NEXT_VERSION))
                .map(rows -> Rows.only(rows, row -> row.getInteger("version")));
    }

    /** Advances the sequence, and with it every version. */
    Uni<Void> advanceVersions(int leap) {
        return Panache.getSession()
                .map(Tx::of)
                .chain(tx -> tx.execute(LEAP, SqlParameters.of(leap)).chain(() -> tx.execute(RENEW)))
                .replaceWithVoid();
    }
}
