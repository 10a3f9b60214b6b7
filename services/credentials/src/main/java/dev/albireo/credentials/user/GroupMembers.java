package dev.albireo.credentials.user;

import dev.albireo.events.Event;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The members of a group: the accounts that name it among their groups. All of it runs in the caller's Panache session, a change in the
 * caller's transaction, as in {@link Users}.
 */
@ApplicationScoped
public class GroupMembers {
    /** How many users one write names at most, and how many memberships it ends. */
    public static final int MAX_NAMED = 1_000;

    private final Users users;
    private final UserStore store;
    private final AdministratorRights rights;
    private final Outbox outbox;
    private final Clock clock;

    GroupMembers(Users users, UserStore store, AdministratorRights rights, Outbox outbox, Clock clock) {
        this.users = users;
        this.store = store;
        this.rights = rights;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns the number of members. */
    public Uni<Long> count(String group) {
        return store.members(group);
    }

    /** Returns the login names of the first members, as many as one write may name. */
    public Uni<List<String>> names(String group) {
        return store.memberNames(group, MAX_NAMED);
    }

    /** Returns the subjects of all members; rejected with {@code CONFLICT} if a write could not name so many. */
    public Uni<Set<UUID>> all(String group) {
        return store.memberSubjects(group, MAX_NAMED + 1).map(subjects -> {
            if (subjects.size() > MAX_NAMED) {
                throw Problem.CONFLICT.because(
                        "the group has more than " + MAX_NAMED + " members; add or remove them a part at a time",
                        "members");
            }
            return Set.copyOf(subjects);
        });
    }

    /**
     * Returns the subjects of these users, each named by a login name or by the subject; rejected with {@code UNPROCESSABLE}, naming the
     * position of the first unknown one.
     */
    public Uni<Set<UUID>> subjects(List<String> named) {
        List<LoginName> names =
                named.stream().map(LoginName::of).flatMap(Optional::stream).toList();
        List<UUID> ids =
                named.stream().map(GroupMembers::uuid).flatMap(Optional::stream).toList();
        return store.subjectsOf(names)
                .chain(byName -> store.existing(ids).map(existing -> subjects(named, byName, Set.copyOf(existing))));
    }

    private static Set<UUID> subjects(List<String> named, Map<String, UUID> byName, Set<UUID> existing) {
        Set<UUID> subjects = new LinkedHashSet<>();
        IntStream.range(0, named.size())
                .forEach(i -> subjects.add(Stream.of(
                                LoginName.of(named.get(i)).map(name -> byName.get(name.value())),
                                uuid(named.get(i)).filter(existing::contains))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElseThrow(() -> unknown(i))));
        return subjects;
    }

    private static RuntimeException unknown(int position) {
        String field = "members[" + position + "]";
        return Problem.UNPROCESSABLE.because(
                field + " is no user: name each by a login name, the id of the User resource, or the subject", field);
    }

    /** Adds the group to these accounts, and returns those that did not have it; rejected with {@code UNPROCESSABLE} if one has too many. */
    public Uni<List<UserState>> add(String group, Collection<UUID> subjects) {
        return change(subjects, user -> {
            List<String> groups = List.of(user.groups);
            if (groups.contains(group)) {
                return false;
            }
            if (groups.size() >= UserRules.MAX_GROUPS) {
                throw Problem.UNPROCESSABLE.because(
                        "the user " + user.username + " has " + UserRules.MAX_GROUPS + " groups, the maximum",
                        "members");
            }
            user.groups = Stream.concat(groups.stream(), Stream.of(group)).toArray(String[]::new);
            return true;
        });
    }

    /** Removes the group from these accounts, and returns those that had it. */
    public Uni<List<UserState>> remove(String group, Collection<UUID> subjects) {
        return change(subjects, user -> {
            String[] others = Arrays.stream(user.groups)
                    .filter(name -> !name.equals(group))
                    .toArray(String[]::new);
            boolean different = others.length < user.groups.length;
            user.groups = others;
            return different;
        });
    }

    private Uni<List<UserState>> change(Collection<UUID> subjects, Predicate<UserEntity> change) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return store.locked(subjects)
                .map(found -> found.stream()
                        .filter(user -> changes(user, change))
                        .map(UserEntity::state)
                        .toList())
                .call(store::flush)
                .call(this::published);
    }

    /** A membership is part of the account, so that the administrator must be permitted to change the account. */
    private boolean changes(UserEntity user, Predicate<UserEntity> change) {
        UserState before = user.state();
        boolean different = change.test(user);
        if (different) {
            rights.checkChange(before);
            users.advanceVersion(user);
        }
        return different;
    }

    private Uni<Void> published(List<UserState> changed) {
        Instant now = clock.instant();
        Event[] events =
                changed.stream().map(user -> new UserChanged(user, now)).toArray(Event[]::new);
        return Panache.getSession().chain(session -> outbox.append(session, events));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
