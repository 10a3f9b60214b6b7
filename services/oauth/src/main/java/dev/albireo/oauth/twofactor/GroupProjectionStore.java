package dev.albireo.oauth.twofactor;

import dev.albireo.events.GroupState;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Accesses the user_group table: newer versions win. The statement that reads a user reads whether one of their groups requires a second factor. */
@ApplicationScoped
class GroupProjectionStore {
    private static final String APPLY = """
            INSERT INTO user_group AS g (id, version, requires_2fa) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, requires_2fa = excluded.requires_2fa
             WHERE g.version < excluded.version
            """;

    private final Pool db;

    GroupProjectionStore(Pool db) {
        this.db = db;
    }

    /** Applies a newer state from credentials. */
    Uni<Void> apply(GroupState group) {
        return db.preparedQuery(APPLY)
                .execute(SqlParameters.of(group.id(), group.version(), group.requires2fa()))
                .replaceWithVoid();
    }

    /** Deletes it, with this version. */
    Uni<Void> delete(String id, int version) {
        return apply(new GroupState(id, version, false));
    }
}
