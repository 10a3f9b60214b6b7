package dev.albireo.credentials.group;

import dev.albireo.credentials.user.GroupMembers;
import dev.albireo.web.DeclaredRepresentation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads declared groups. */
@ApplicationScoped
public class Groups {
    private final GroupStore store;
    private final GroupMembers members;

    Groups(GroupStore store, GroupMembers members) {
        this.store = store;
        this.members = members;
    }

    /** Returns whether one of these groups is declared and requires a second factor of its members. */
    public Uni<Boolean> requireSecondFactor(Collection<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(false) : Panache.withSession(() -> store.requireSecondFactor(ids));
    }

    /** Returns the resource with its members. */
    public Uni<Optional<DeclaredRepresentation>> resource(String id) {
        return Panache.withSession(() -> store.byId(id)
                .chain(found -> found.map(group -> shown(group).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    /** Returns the following resources by id with the number of their members, one more than {@code limit} if there are further ones. */
    public Uni<List<DeclaredRepresentation>> page(String after, int limit) {
        return Panache.withSession(() -> store.countedPage(after, limit + 1))
                .map(found -> found.stream()
                        .map(counted -> GroupDeclaration.show(counted.group(), counted.members()))
                        .toList());
    }

    /** Returns the resource with its members, in the caller's Panache session. */
    Uni<DeclaredRepresentation> shown(GroupEntity group) {
        return members.count(group.id)
                .chain(count -> members.names(group.id).map(names -> GroupDeclaration.show(group, count, names)));
    }
}
