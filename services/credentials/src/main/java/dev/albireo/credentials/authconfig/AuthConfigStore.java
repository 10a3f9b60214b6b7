package dev.albireo.credentials.authconfig;

import dev.albireo.credentials.declared.DeclaredEntities;
import dev.albireo.sql.VersionedTable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Accesses the auth_config table. */
@ApplicationScoped
class AuthConfigStore implements DeclaredEntities<AuthConfigEntity> {
    private static final VersionedTable TABLE = new VersionedTable("auth_config");

    private static final String ACTIVE = """
            from AuthConfigEntity c
             order by case when c.id = ?1 then 0 else 1 end, c.byDefault desc, c.createdAt, c.id
            """;

    /** Returns the AuthConfig of this id, otherwise the default one, otherwise the oldest. */
    Uni<Optional<AuthConfigEntity>> active(String named) {
        return find(ACTIVE, named).<AuthConfigEntity>firstResult().map(Optional::ofNullable);
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

    @Override
    public VersionedTable table() {
        return TABLE;
    }
}
