package dev.albireo.credentials.group;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.GroupMembers;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.GroupEvent.GroupChanged;
import dev.albireo.events.GroupEvent.GroupDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.web.Actor;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.MergePatch;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declares, changes or deletes a {@code Group}, or changes its members, on behalf of an administrator: one transaction for the group, the
 * accounts of its members and their events; then {@code oauth} is notified. Writing the current state has no effect. The version of a group
 * counts its writes, those of its members through the group included; a change of a user's own groups does not change it.
 */
@ApplicationScoped
public class DeclareGroup {
    private final GroupStore store;
    private final Groups groups;
    private final GroupMembers members;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRights rights;
    private final Clock clock;

    DeclareGroup(
            GroupStore store,
            Groups groups,
            GroupMembers members,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Actor actor,
            AdministratorRights rights,
            Clock clock) {
        this.store = store;
        this.groups = groups;
        this.members = members;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.rights = rights;
        this.clock = clock;
    }

    /** The written resource. */
    public record WrittenGroup(DeclaredRepresentation resource, boolean created) {}

    /** What the transaction has changed. */
    private record CommittedGroup(GroupEntity group, WrittenGroup written, List<UserState> changed) {}

    /** The accounts that a write has changed. */
    private record ChangedMembers(List<UserState> added, List<UserState> removed) {
        static final ChangedMembers NONE = new ChangedMembers(List.of(), List.of());

        List<UserState> all() {
            return Stream.concat(added.stream(), removed.stream()).toList();
        }
    }

    /** Creates or replaces the resource. */
    public Uni<WrittenGroup> put(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        JsonNode wanted = object(body);
        return notified(declared(id, ifMatch, before -> wanted, TransactionEnd.COMMIT));
    }

    /** Returns the response that {@link #put} would give, including errors; the transaction is rolled back and nothing is published. */
    public Uni<WrittenGroup> wouldPut(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        JsonNode wanted = object(body);
        return declared(id, ifMatch, before -> wanted, TransactionEnd.ROLLBACK).map(CommittedGroup::written);
    }

    /** Applies a merge patch (RFC 7396) to the resource; the members are replaced as a whole. Rejected with {@code NOT_FOUND}. */
    public Uni<WrittenGroup> patch(String id, @Nullable JsonNode patch, @Nullable String ifMatch) {
        JsonNode changes = object(patch);
        return notified(declared(
                id,
                ifMatch,
                before ->
                        MergePatch.apply(GroupDeclaration.patched(before.orElseThrow(DeclareGroup::unknown)), changes),
                TransactionEnd.COMMIT));
    }

    /** Makes these users members; who is one already stays one. Rejected with {@code NOT_FOUND}. */
    public Uni<WrittenGroup> addMembers(String id, @Nullable JsonNode body) {
        List<String> named = GroupDeclaration.members(object(body));
        return notified(changed(
                id, subjects -> members.add(id, subjects).map(added -> new ChangedMembers(added, List.of())), named));
    }

    /** Ends the membership of these users; who is none stays none. Rejected with {@code NOT_FOUND}. */
    public Uni<WrittenGroup> removeMembers(String id, @Nullable JsonNode body) {
        List<String> named = GroupDeclaration.members(object(body));
        return notified(changed(
                id,
                subjects -> members.remove(id, subjects).map(removed -> new ChangedMembers(List.of(), removed)),
                named));
    }

    /** Deletes it with all memberships, and returns its last state; rejected with {@code NOT_FOUND}. */
    public Uni<DeclaredRepresentation> delete(String id, @Nullable String ifMatch) {
        rights.checkGroup(id);
        return Panache.withTransaction(() -> store.lock()
                        .chain(() -> store.byId(id))
                        .invoke(found -> checkMatch(ifMatch, found))
                        .map(found -> found.orElseThrow(DeclareGroup::unknown))
                        .chain(this::deleted))
                .call(deleted ->
                        oauth.groupDeleted(deleted.event().id(), deleted.event().version()))
                .call(deleted -> oauth.users(deleted.members()))
                .map(DeletedGroup::resource);
    }

    private record DeletedGroup(DeclaredRepresentation resource, GroupDeleted event, List<UserState> members) {}

    private Uni<DeletedGroup> deleted(GroupEntity group) {
        return groups.shown(group)
                .chain(shown -> replaceMembers(group.id, Set.of())
                        .chain(changes -> store.nextVersion()
                                .map(version -> new GroupDeleted(group.id, version, clock.instant()))
                                .call(() -> store.remove(group.id))
                                .call(event -> append(event, recorded(AuditAction.GROUP_DELETE, group.id)))
                                .map(event -> new DeletedGroup(shown, event, changes.all()))));
    }

    private Uni<CommittedGroup> declared(
            String id, @Nullable String ifMatch, Function<Optional<GroupEntity>, JsonNode> wanted, TransactionEnd end) {
        DeclaredRepresentation.checkId(id);
        rights.checkGroup(id);
        return Panache.withTransaction(() -> store.lock()
                .chain(() -> store.byId(id))
                .chain(before -> {
                    checkMatch(ifMatch, before);
                    GroupDeclaration declared = GroupDeclaration.of(wanted.apply(before), before);
                    return declared.members()
                            .map(named -> members.subjects(named).chain(subjects -> replaceMembers(id, subjects)))
                            .orElse(Uni.createFrom().item(ChangedMembers.NONE))
                            .chain(changes -> stored(id, before, declared, changes));
                })
                .call(done -> Panache.currentTransaction().invoke(end::decide)));
    }

    private Uni<CommittedGroup> changed(
            String id, Function<Set<UUID>, Uni<ChangedMembers>> change, List<String> named) {
        rights.checkGroup(id);
        return Panache.withTransaction(() -> store.lock()
                .chain(() -> store.byId(id))
                .map(found -> found.orElseThrow(DeclareGroup::unknown))
                .chain(group -> members.subjects(named)
                        .chain(change::apply)
                        .chain(changes -> stored(
                                id,
                                Optional.of(group),
                                new GroupDeclaration(
                                        Optional.ofNullable(group.name),
                                        Optional.ofNullable(group.description),
                                        group.requires2fa,
                                        Optional.empty()),
                                changes))));
    }

    /** Makes these users, and no others, the members. */
    private Uni<ChangedMembers> replaceMembers(String id, Set<UUID> wanted) {
        return members.all(id)
                .chain(current -> members.remove(id, without(current, wanted))
                        .chain(removed -> members.add(id, without(wanted, current))
                                .map(added -> new ChangedMembers(added, removed))));
    }

    private static Set<UUID> without(Set<UUID> subjects, Set<UUID> others) {
        return subjects.stream().filter(subject -> !others.contains(subject)).collect(Collectors.toUnmodifiableSet());
    }

    private Uni<CommittedGroup> stored(
            String id, Optional<GroupEntity> before, GroupDeclaration declared, ChangedMembers changes) {
        boolean same = before.isPresent()
                && !before.get().differs(declared)
                && changes.all().isEmpty();
        return same
                ? committed(before.get(), false, changes)
                : store.nextVersion().chain(version -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    GroupEntity group = before.orElseGet(() -> new GroupEntity(id, now));
                    group.update(declared, version, now);
                    return store.persistAndFlush(group)
                            .chain(() -> append(events(group, changes, now)))
                            .chain(() -> committed(group, before.isEmpty(), changes));
                });
    }

    private Uni<CommittedGroup> committed(GroupEntity group, boolean created, ChangedMembers changes) {
        return groups.shown(group)
                .map(shown -> new CommittedGroup(group, new WrittenGroup(shown, created), changes.all()));
    }

    private Event[] events(GroupEntity group, ChangedMembers changes, Instant now) {
        return Stream.of(
                        Stream.of(new GroupChanged(group.state(), now), recorded(AuditAction.GROUP_DECLARE, group.id)),
                        memberships(AuditAction.GROUP_ADD_MEMBER, group.id, changes.added()),
                        memberships(AuditAction.GROUP_REMOVE_MEMBER, group.id, changes.removed()))
                .flatMap(events -> events)
                .toArray(Event[]::new);
    }

    /** A membership is audited under the user, as a change of the account is. */
    private Stream<Event> memberships(AuditAction action, String group, List<UserState> users) {
        return users.stream()
                .map(user -> audit.success(actor.name(), action, user.subject(), Map.of("group", group), null));
    }

    private Event recorded(AuditAction action, String group) {
        return audit.success(actor.name(), action, group, Map.of(), null);
    }

    private Uni<WrittenGroup> notified(Uni<CommittedGroup> committed) {
        return committed
                .call(done -> oauth.group(done.group().state()))
                .call(done -> oauth.users(done.changed()))
                .map(CommittedGroup::written);
    }

    private static void checkMatch(@Nullable String ifMatch, Optional<GroupEntity> found) {
        DeclaredRepresentation.checkMatch(ifMatch, found.map(group -> (long) group.version));
    }

    private static JsonNode object(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.BAD_REQUEST.because("the body must be an object");
        }
        return GroupDeclaration.resolved(body);
    }

    private Uni<Void> append(Event... events) {
        return Panache.getSession().chain(session -> outbox.append(session, events));
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("group not found");
    }
}
