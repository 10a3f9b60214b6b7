package dev.albireo.credentials.user;

import static java.util.Objects.requireNonNull;

import dev.albireo.credentials.password.StoredPassword;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accesses the users and login_identifier tables. */
@ApplicationScoped
class UserStore implements PanacheRepositoryBase<UserEntity, UUID> {
    private static final String BY_NAME =
            "from UserEntity u where u.subject = (select i.subject from LoginIdentifier i where i.name = ?1)";
    private static final String WITH_PASSWORD = """
            select u, p.phc from UserEntity u left join Password p on p.subject = u.subject
             where u.subject = (select i.subject from LoginIdentifier i where i.name = ?1)
            """;
    /** All names except lower-case ASCII ones without a separator, which satisfy {@link LoginNameRules}. */
    private static final String SUSPECT_NAMES = """
            from LoginIdentifier i
             where collate(i.name as ucs_basic) > ?1
               and (i.name not like regexp '^[!-~]+$' or i.name like regexp '[;/\\\\]' or i.name like regexp '^[.]+$')
             order by collate(i.name as ucs_basic)
            """;

    private static final String MEMBERS = "select count(*) from UserEntity u where array_position(u.groups, ?1) > 0";

    Uni<Optional<UserEntity>> byName(LoginName name) {
        return find(BY_NAME, name.value()).<UserEntity>firstResult().map(Optional::ofNullable);
    }

    /** Returns the account of this name and its password. */
    Uni<Optional<UserWithPassword>> withPassword(LoginName name) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(WITH_PASSWORD, Object[].class)
                        .setParameter(1, name.value())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(UserStore::withPassword));
    }

    private static UserWithPassword withPassword(@Nullable Object[] row) {
        UserEntity user = (UserEntity) requireNonNull(row[0]);
        return new UserWithPassword(
                user.state(), new StoredPassword(user.subject, Optional.ofNullable((String) row[1])));
    }

    /** Returns the account, locked until the transaction ends. */
    Uni<Optional<UserEntity>> locked(UUID subject) {
        return findById(subject, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** Returns the account of this resource id: the declared one, or the subject if none was declared. */
    Uni<Optional<UserEntity>> byResourceId(String id) {
        return find("coalesce(resourceId, cast(subject as string)) = ?1", id)
                .<UserEntity>firstResult()
                .map(Optional::ofNullable);
    }

    Uni<List<UserEntity>> pageOfResources(String after, int limit) {
        return find(
                        "coalesce(resourceId, cast(subject as string)) > ?1 order by coalesce(resourceId, cast(subject as string))",
                        after)
                .page(Page.ofSize(limit))
                .list();
    }

    /** Returns whether one of the names belongs to another account. */
    Uni<Boolean> isTaken(List<LoginName> names, UUID subject) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select count(*) from LoginIdentifier i where i.name in ?1 and i.subject <> ?2",
                                Long.class)
                        .setParameter(1, names.stream().map(LoginName::value).toList())
                        .setParameter(2, subject)
                        .getSingleResult())
                .map(count -> count > 0);
    }

    Uni<Void> persist(UserEntity user, List<LoginIdentifier> names) {
        return persist(user)
                .chain(Panache::getSession)
                .chain(session -> session.persistAll(names.toArray()))
                .call(this::flush);
    }

    /** Replaces the login names of the account. */
    Uni<Void> renew(UUID subject, List<LoginIdentifier> names) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery("delete from LoginIdentifier where subject = ?1")
                        .setParameter(1, subject)
                        .executeUpdate()
                        .chain(() -> session.persistAll(names.toArray())))
                .call(this::flush)
                .replaceWithVoid();
    }

    /** Deletes the account; the database deletes its dependent rows. */
    Uni<Void> deleteWithNames(String subject) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery("delete from UserEntity where subject = ?1")
                        .setParameter(1, UUID.fromString(subject))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Returns the following accounts by name, after {@code after}. */
    Uni<List<UserEntity>> page(String after, UserFilter filter, int limit) {
        Parameters values = Parameters.with("after", after);
        String selected = filter.conditions(values);
        return find(
                        "from UserEntity u where u.usernameKey > :after and " + selected + " order by u.usernameKey",
                        values)
                .page(Page.ofSize(limit))
                .list();
    }

    Uni<Long> count(UserFilter filter) {
        Parameters values = new Parameters();
        return count("from UserEntity u where " + filter.conditions(values), values);
    }

    /** Returns the following accounts by subject. */
    Uni<List<UserEntity>> after(UUID subject, int limit) {
        return find("subject > ?1 order by subject", subject)
                .page(Page.ofSize(limit))
                .list();
    }

    /** Returns the following names in byte order that {@link LoginNameRules} may reject. */
    Uni<List<LoginIdentifier>> suspectNames(String after, int limit) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(SUSPECT_NAMES, LoginIdentifier.class)
                        .setParameter(1, after)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** Returns the accounts of these names, by their subjects. */
    Uni<Map<UUID, UserEntity>> of(List<LoginIdentifier> names) {
        return list("subject in ?1", names.stream().map(name -> name.subject).toList())
                .map(users -> users.stream().collect(Collectors.toMap(user -> user.subject, user -> user)));
    }

    Uni<Long> members(String group) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(MEMBERS, Long.class)
                        .setParameter(1, group)
                        .getSingleResult());
    }
}
