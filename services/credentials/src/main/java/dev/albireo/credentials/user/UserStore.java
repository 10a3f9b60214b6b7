package dev.albireo.credentials.user;

import static java.util.Objects.requireNonNull;

import dev.albireo.credentials.password.StoredPassword;
import dev.albireo.credentials.user.UserOrder.UserPosition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
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
    private static final String BY_NAMES =
            "select i.name, u from LoginIdentifier i join UserEntity u on u.subject = i.subject where i.name in ?1";

    /** Rows of one statement. */
    private static final int BATCH = 100;

    /** All names except lower-case ASCII ones without a separator, which satisfy {@link LoginNameRules}. */
    private static final String SUSPECT_NAMES = """
            from LoginIdentifier i
             where collate(i.name as ucs_basic) > ?1
               and (i.name not like regexp '^[!-~]+$' or i.name like regexp '[;/\\\\]' or i.name like regexp '^[.]+$')
             order by collate(i.name as ucs_basic)
            """;

    /**
     * Whether the account u is a member of :group. An index on the groups finds the members: {@code array_contains} of HQL compares varchar
     * with text, which PostgreSQL rejects.
     */
    static final String MEMBER = "cast(sql('? @> array[cast(? as text)]', u.groups, :group) as boolean) = true";

    private static final String MEMBERS = "from UserEntity u where " + MEMBER;

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

    /** Returns the following accounts by resource id; those of one group, if it is named. */
    Uni<List<UserEntity>> pageOfResources(String after, Optional<String> group, int limit) {
        Parameters values = Parameters.with("after", after);
        group.ifPresent(name -> values.and("group", name));
        return find(
                        "from UserEntity u where coalesce(u.resourceId, cast(u.subject as string)) > :after"
                                + (group.isPresent() ? " and " + MEMBER : "")
                                + " order by coalesce(u.resourceId, cast(u.subject as string))",
                        values)
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

    /** Persists accounts and their login names, many rows a statement. */
    Uni<Void> persistAll(List<UserEntity> users, List<LoginIdentifier> names) {
        return Panache.getSession()
                .invoke(session -> session.setBatchSize(BATCH))
                .chain(session -> session.persistAll(users.toArray()).chain(() -> session.persistAll(names.toArray())))
                .call(this::flush);
    }

    /** Returns the accounts that have these names, by the name. */
    Uni<Map<String, UserEntity>> byNames(Collection<String> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Panache.getSession()
                        .chain(session -> session.createSelectionQuery(BY_NAMES, Object[].class)
                                .setParameter(1, names)
                                .getResultList())
                        .map(rows -> rows.stream()
                                .collect(Collectors.toMap(row -> (String) row[0], row -> (UserEntity) row[1])));
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

    /** Returns the accounts that follow a position, or the first ones. */
    Uni<List<UserEntity>> page(UserOrder order, Optional<UserPosition> after, UserFilter filter, int limit) {
        Parameters values = new Parameters();
        String following = after.map(position -> order.following(position, values) + " and ")
                .orElse("");
        String conditions = following + filter.conditions(values);
        return find("from UserEntity u where " + conditions + " order by " + order.clause(values), values)
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

    /** Locks the members of a group, in the order of their subjects, so that two transactions that do so wait for one another. */
    Uni<List<UserEntity>> lockedMembers(String group) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(MEMBERS + " order by u.subject", UserEntity.class)
                        .setParameter("group", group)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList());
    }

    Uni<Long> members(String group) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("select count(*) " + MEMBERS, Long.class)
                        .setParameter("group", group)
                        .getSingleResult());
    }

    /** Returns the login names of the first members, in their order. */
    Uni<List<String>> memberNames(String group, int limit) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select u.username " + MEMBERS + " order by u.usernameKey", String.class)
                        .setParameter("group", group)
                        .setMaxResults(limit)
                        .getResultList());
    }

    Uni<List<UUID>> memberSubjects(String group, int limit) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("select u.subject " + MEMBERS, UUID.class)
                        .setParameter("group", group)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** Returns the accounts, locked until the transaction ends, always in the same order. */
    Uni<List<UserEntity>> locked(Collection<UUID> subjects) {
        return find("subject in ?1 order by subject", subjects)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Returns the subjects of these login names, by the name; unknown names are missing. */
    Uni<Map<String, UUID>> subjectsOf(List<LoginName> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Panache.getSession()
                        .chain(session -> session.createSelectionQuery(
                                        "from LoginIdentifier i where i.name in ?1", LoginIdentifier.class)
                                .setParameter(
                                        1, names.stream().map(LoginName::value).toList())
                                .getResultList())
                        .map(found ->
                                found.stream().collect(Collectors.toMap(name -> name.name, name -> name.subject)));
    }

    /** Returns the login names by subject. */
    Uni<Map<UUID, String>> names(List<UUID> subjects) {
        return subjects.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Panache.getSession()
                        .chain(session -> session.createSelectionQuery(
                                        "select u.subject, u.username from UserEntity u where u.subject in ?1",
                                        Object[].class)
                                .setParameter(1, subjects)
                                .getResultList())
                        .map(rows ->
                                rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1])));
    }

    /** Returns those subjects that accounts have. */
    Uni<List<UUID>> existing(List<UUID> subjects) {
        return subjects.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createSelectionQuery(
                                        "select u.subject from UserEntity u where u.subject in ?1", UUID.class)
                                .setParameter(1, subjects)
                                .getResultList());
    }
}
