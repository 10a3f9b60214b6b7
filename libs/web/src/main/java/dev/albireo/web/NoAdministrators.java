package dev.albireo.web;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The default of services without users: no administrator is authorized. */
@Singleton
@DefaultBean
class NoAdministrators implements Administrators {
    @Override
    public Uni<Optional<AdministratorRole>> role(Administrator administrator) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Boolean> isStillAuthorized(ActingServiceAccount account) {
        return Uni.createFrom().item(false);
    }
}
