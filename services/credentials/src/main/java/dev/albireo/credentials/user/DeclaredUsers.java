package dev.albireo.credentials.user;

import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts as declared resources. Changes run in the caller's Panache transaction, as in {@link Users}. */
@ApplicationScoped
public class DeclaredUsers {
    private final Users users;
    private final UserStore store;
    private final Outbox outbox;
    private final Clock clock;

    DeclaredUsers(Users users, UserStore store, Outbox outbox, Clock clock) {
        this.users = users;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<Optional<DeclaredUser>> find(String id) {
        return Panache.withSession(() -> store.byResourceId(id)).map(found -> found.map(UserEntity::declared));
    }

    /** Returns the account of this name, id or verified email address. */
    public Uni<Optional<DeclaredUser>> ofLoginName(String submitted) {
        return LoginName.of(submitted)
                .map(name ->
                        Panache.withSession(() -> store.byName(name)).map(found -> found.map(UserEntity::declared)))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    /** Returns the following accounts by id, or those of a group, one more than {@code limit} if there are further ones. */
    public Uni<List<DeclaredUser>> page(String after, Optional<String> group, int limit) {
        return Panache.withSession(() -> store.pageOfResources(after, group, limit + 1))
                .map(found -> found.stream().map(UserEntity::declared).toList());
    }

    /** Locks the account until the caller's transaction ends. */
    public Uni<Optional<DeclaredUser>> lock(String id) {
        return store.byResourceId(id)
                .chain(found -> found.map(user -> store.locked(user.subject))
                        .orElse(Uni.createFrom().item(Optional.empty())))
                .map(found -> found.map(UserEntity::declared));
    }

    /** Creates an account of this resource id, possibly with an authenticator application; rejected as {@link Users#create} says. */
    public Uni<DeclaredUser> create(String id, UserProfile profile, boolean totpEnabled) {
        return users.create(profile.asNewUser(), Optional.of(id), user -> {
            user.apply(profile);
            user.totpEnabled = totpEnabled;
            user.choseSecondFactor = totpEnabled;
        });
    }

    /**
     * Changes the profile of a locked account, and whether it has an authenticator application; its version grows only if something
     * differs. Rejected as {@link Users#create} says.
     *
     * @param voidGrants whether all grants issued so far end, as after a change of the password
     */
    public Uni<DeclaredUser> change(DeclaredUser before, UserProfile profile, boolean totpEnabled, boolean voidGrants) {
        UserRules.check(profile.asNewUser());
        return users.rename(before.user().state().subject(), user -> {
            boolean different = user.differs(profile) || user.totpEnabled != totpEnabled || voidGrants;
            if (voidGrants) {
                user.grantsVoidBefore = users.now();
            }
            user.apply(profile);
            if (user.totpEnabled != totpEnabled) {
                user.totpEnabled = totpEnabled;
                user.choseSecondFactor = totpEnabled;
            }
            return different;
        });
    }

    /** Deletes a locked account with all dependent rows; returns the final state for other services. */
    public Uni<UserState> delete(DeclaredUser user) {
        UserState last = user.user().state();
        UserState deletedUser = new UserState(
                last.subject(),
                last.version() + 1,
                "",
                null,
                false,
                false,
                false,
                false,
                List.of(),
                Map.of(),
                null,
                false);
        return store.deleteWithNames(last.subject())
                .chain(Panache::getSession)
                .chain(hibernate -> outbox.append(
                        hibernate, new UserDeleted(deletedUser.subject(), deletedUser.version(), clock.instant())))
                .replaceWith(deletedUser);
    }
}
