package dev.albireo.credentials.authconfig;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Accesses the auth_config table. */
@ApplicationScoped
class AuthConfigStore implements PanacheRepositoryBase<AuthConfigEntity, String> {
    private static final String ACTIVE = """
            from AuthConfigEntity c
             order by case when c.id = ?1 then 0 else 1 end, c.byDefault desc, c.createdAt, c.id
            """;
    private static final String LOCK = "LOCK TABLE auth_config IN SHARE ROW EXCLUSIVE MODE";
    private static final String NEXT_VERSION = "SELECT nextval('auth_config_version')::integer AS version";
    private static final String LEAP = "SELECT setval('auth_config_version', nextval('auth_config_version') + $1)";
    private static final String RENEW = "UPDATE auth_config SET version = nextval('auth_config_version')";

    /** Returns the AuthConfig of this id, otherwise the default one, otherwise the oldest. */
    Uni<Optional<AuthConfigEntity>> active(String named) {
        return find(ACTIVE, named).<AuthConfigEntity>firstResult().map(Optional::ofNullable);
    }

    Uni<Optional<AuthConfigEntity>> byId(String id) {
        return findById(id).map(Optional::ofNullable);
    }

    /** Deletes by query, in the caller's transaction: removals of entities of one type block each other in Hibernate Reactive. */
    Uni<Void> remove(AuthConfigEntity config) {
        return delete("id", config.id).replaceWithVoid();
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

    Uni<Long> countEncryptedWith(List<String> keyIds) {
        return count("secretsKeyId in ?1", keyIds);
    }

    Uni<List<AuthConfigEntity>> encryptedWith(List<String> keyIds) {
        return list("secretsKeyId in ?1", keyIds);
    }

    /** Returns the id of the default AuthConfig, if it is another than this. */
    Uni<Optional<String>> otherDefault(String id) {
        return find("byDefault = true and id <> ?1", id)
                .<AuthConfigEntity>firstResult()
                .map(other -> Optional.ofNullable(other).map(known -> known.id));
    }

    Uni<List<AuthConfigEntity>> page(String after, int limit) {
        return find("from AuthConfigEntity c where c.id > ?1 order by c.id", after)
                .page(0, limit)
                .list();
    }
}
