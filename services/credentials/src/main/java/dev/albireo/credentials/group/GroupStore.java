package dev.albireo.credentials.group;

import dev.albireo.credentials.declared.DeclaredEntities;
import dev.albireo.sql.VersionedTable;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** Accesses the user_group table. */
@ApplicationScoped
class GroupStore implements DeclaredEntities<GroupEntity> {
    private static final VersionedTable TABLE = new VersionedTable("user_group");

    private static final String COUNTED = """
            select g, (select count(*) from UserEntity u
                        where cast(sql('? @> array[cast(? as text)]', u.groups, g.id) as boolean) = true)
              from GroupEntity g where g.id > :after order by g.id
            """;

    /** A group and the number of its members. */
    record CountedGroup(GroupEntity group, long members) {}

    /** Returns the following groups by id. */
    Uni<List<CountedGroup>> countedPage(String after, int limit) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(COUNTED, Object[].class)
                        .setParameter("after", after)
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new CountedGroup((GroupEntity) row[0], (Long) row[1]))
                        .toList());
    }

    /** Returns whether one of these groups requires a second factor. */
    Uni<Boolean> requireSecondFactor(Collection<String> ids) {
        return count("requires2fa = true and id in ?1", ids).map(count -> count > 0);
    }

    @Override
    public VersionedTable table() {
        return TABLE;
    }
}
