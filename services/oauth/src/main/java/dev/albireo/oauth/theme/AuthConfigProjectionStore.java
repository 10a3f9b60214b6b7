package dev.albireo.oauth.theme;

import dev.albireo.events.AuthConfigState;
import dev.albireo.events.AuthConfigState.Theme;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Accesses the auth_config table: newer versions win, and a deletion is not undone by an older state. */
@ApplicationScoped
class AuthConfigProjectionStore {
    private final Pool db;

    AuthConfigProjectionStore(Pool db) {
        this.db = db;
    }

    private static final String APPLY = """
            INSERT INTO auth_config AS c
                   (id, version, by_default, created_at, title, brand, style_url, forgot_password_url, deleted)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false)
            ON CONFLICT (id) DO UPDATE
               SET version = excluded.version, by_default = excluded.by_default, created_at = excluded.created_at,
                   title = excluded.title, brand = excluded.brand, style_url = excluded.style_url,
                   forgot_password_url = excluded.forgot_password_url, deleted = false
             WHERE c.version < excluded.version
            """;

    /** Applies a newer state from credentials. */
    Uni<Void> apply(AuthConfigState config) {
        Theme theme = config.theme();
        return db.preparedQuery(APPLY)
                .execute(SqlParameters.of(
                        config.id(),
                        config.version(),
                        config.byDefault(),
                        config.createdAt(),
                        theme.title(),
                        theme.brand(),
                        theme.styleUrl(),
                        theme.forgotPasswordUrl()))
                .replaceWithVoid();
    }

    private static final String DELETE = """
            INSERT INTO auth_config AS c (id, version, deleted)
            VALUES ($1, $2, true)
            ON CONFLICT (id) DO UPDATE
               SET version = excluded.version, by_default = false, deleted = true,
                   title = NULL, brand = NULL, style_url = NULL, forgot_password_url = NULL
             WHERE c.version < excluded.version
            """;

    /** Deletes it, with this version. */
    Uni<Void> delete(String id, int version) {
        return db.preparedQuery(DELETE).execute(SqlParameters.of(id, version)).replaceWithVoid();
    }

    private static final String FIND = """
            SELECT title, brand, style_url, forgot_password_url
              FROM auth_config
             WHERE NOT deleted
             ORDER BY id IS NOT DISTINCT FROM $1 DESC, by_default DESC, created_at, id
             LIMIT 1
            """;

    /** Returns the theme of the named AuthConfig, otherwise of the default one, otherwise of the oldest. */
    Uni<Optional<Theme>> find(Optional<String> named) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(named))
                .map(rows -> Rows.first(rows, AuthConfigProjectionStore::theme));
    }

    private static Theme theme(Row row) {
        return new Theme(
                row.getString("title"),
                row.getString("brand"),
                row.getString("style_url"),
                row.getString("forgot_password_url"));
    }
}
