package dev.albireo.oauth.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.sql.Tx;
import dev.albireo.web.Actor;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.MergePatch;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares, changes, deletes or restores a policy on behalf of an administrator: one transaction for the new version and its audit event,
 * in force for every request after the response.
 */
@ApplicationScoped
class DeclarePolicy {
    private final SecondFactorPolicyStore store;
    private final PolicyCache cache;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final Clock clock;

    DeclarePolicy(
            SecondFactorPolicyStore store, PolicyCache cache, Outbox outbox, Audit audit, Actor actor, Clock clock) {
        this.store = store;
        this.cache = cache;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    private static final int MAX_POLICIES = 1_000;
    private static final int MAX_RULES_IN_ALL = 500;

    /** The version in force after a write, and whether there was no policy before. */
    record WrittenPolicy(PolicyVersion version, boolean created) {}

    /** What a write makes of the version in force. */
    private interface PolicyChange extends Function<Optional<PolicyVersion>, Optional<ObjectNode>> {}

    /** Replaces the policy; a dry run validates it and answers as the write would. */
    Uni<WrittenPolicy> put(String id, @Nullable JsonNode body, @Nullable String ifMatch, TransactionEnd end) {
        DeclaredRepresentation.checkId(id);
        ObjectNode document = PolicyDeclaration.document(body);
        var write = new PolicyWrite(id, ifMatch, AuditAction.SECOND_FACTOR_POLICY_DECLARE, Map.of(), end);
        return write(write, before -> Optional.of(document));
    }

    /** Applies a JSON Merge Patch (RFC 7396); rejected with {@code NOT_FOUND} where it is not declared. */
    Uni<WrittenPolicy> patch(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        ObjectNode changes = PolicyDeclaration.document(body);
        var write =
                new PolicyWrite(id, ifMatch, AuditAction.SECOND_FACTOR_POLICY_DECLARE, Map.of(), TransactionEnd.COMMIT);
        return write(write, before -> Optional.of((ObjectNode) MergePatch.apply(declared(before), changes)));
    }

    /** Deletes its rules and returns the last state; its versions can still be restored. */
    Uni<DeclaredRepresentation> delete(String id, @Nullable String ifMatch) {
        var write =
                new PolicyWrite(id, ifMatch, AuditAction.SECOND_FACTOR_POLICY_DELETE, Map.of(), TransactionEnd.COMMIT);
        return store.current(id)
                .map(before -> before.filter(PolicyVersion::isDeclared).orElseThrow(DeclarePolicy::unknown))
                .call(before -> write(write, current -> {
                    declared(current);
                    return Optional.empty();
                }))
                .map(PolicyVersion::representation);
    }

    /** Puts an earlier version in force again, as a new one; rejected with {@code NOT_FOUND} if it is no longer kept. */
    Uni<WrittenPolicy> restore(String id, int version, @Nullable String ifMatch) {
        return store.find(id, version)
                .map(found -> found.flatMap(PolicyVersion::document)
                        .orElseThrow(() -> Problem.NOT_FOUND.because(
                                "version " + version + " of the policy is not kept, or is a deletion")))
                .chain(document -> write(
                        new PolicyWrite(
                                id,
                                ifMatch,
                                AuditAction.SECOND_FACTOR_POLICY_RESTORE,
                                Map.of("restored", Integer.toString(version)),
                                TransactionEnd.COMMIT),
                        before -> Optional.of(document)));
    }

    /**
     * A write with its condition.
     *
     * @param detail of its audit event
     * @param end {@code ROLLBACK} of a dry run
     */
    private record PolicyWrite(
            String id, @Nullable String ifMatch, AuditAction action, Map<String, String> detail, TransactionEnd end) {}

    private Uni<WrittenPolicy> write(PolicyWrite write, PolicyChange change) {
        return store.write(tx -> store.current(tx, write.id()).chain(before -> written(tx, write, before, change)))
                .invoke(() -> cache.invalidate(write.id()));
    }

    private Uni<WrittenPolicy> written(Tx tx, PolicyWrite write, Optional<PolicyVersion> before, PolicyChange change) {
        Optional<PolicyVersion> shown = before.filter(PolicyVersion::isDeclared);
        DeclaredRepresentation.checkMatch(write.ifMatch(), shown.map(version -> (long) version.version()));
        Optional<ObjectNode> document = change.apply(before);
        int rules = document.map(wanted ->
                        PolicyDeclaration.read(write.id(), wanted).rules().size())
                .orElse(0);
        if (shown.isPresent() && shown.get().document().equals(document)) {
            return Uni.createFrom().item(new WrittenPolicy(shown.get(), false));
        }
        PolicyVersion next = next(write.id(), before, document);
        List<String> acrs = document.map(PolicyDeclaration::acrValues).orElse(List.of());
        return limited(tx, write.id(), rules, acrs)
                .chain(() -> write.end() == TransactionEnd.ROLLBACK
                        ? Uni.createFrom().voidItem()
                        : save(tx, next, audited(write, before, next)))
                .replaceWith(new WrittenPolicy(next, shown.isEmpty()));
    }

    /** Every request is decided by all rules, and a value of {@code acr} has one meaning. */
    private Uni<Void> limited(Tx tx, String id, int rules, List<String> acrs) {
        return store.inForce(tx)
                .map(all ->
                        all.stream().filter(policy -> !policy.id().equals(id)).toList())
                .invoke(others -> {
                    others.stream()
                            .flatMap(policy -> policy.document().stream())
                            .flatMap(document -> PolicyDeclaration.acrValues(document).stream())
                            .filter(acrs::contains)
                            .findFirst()
                            .ifPresent(value -> {
                                throw Problem.CONFLICT.because("another policy defines the acr value " + value);
                            });
                    int present = others.stream()
                            .flatMap(policy -> policy.document().stream())
                            .mapToInt(PolicyDeclaration::rules)
                            .sum();
                    if (others.size() >= MAX_POLICIES || (rules > 0 && present + rules > MAX_RULES_IN_ALL)) {
                        throw Problem.CONFLICT.because("there are at most " + MAX_POLICIES + " policies with "
                                + MAX_RULES_IN_ALL + " rules in all; the others have " + present);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> save(Tx tx, PolicyVersion next, AuditRecorded record) {
        return store.add(tx, next).chain(() -> outbox.append(tx, record));
    }

    private PolicyVersion next(String id, Optional<PolicyVersion> before, Optional<ObjectNode> document) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new PolicyVersion(
                id,
                before.map(PolicyVersion::version).orElse(0) + 1,
                document,
                actor.name(),
                now,
                before.map(PolicyVersion::createdAt).orElse(now));
    }

    /** The trail has both versions by their numbers, under which the documents are kept, and the places that differ. */
    private AuditRecorded audited(PolicyWrite write, Optional<PolicyVersion> before, PolicyVersion next) {
        Map<String, String> details = new TreeMap<>(write.detail());
        ObjectNode old = before.flatMap(PolicyVersion::document).orElseGet(PolicyDeclaration::empty);
        ObjectNode wanted = next.document().orElseGet(PolicyDeclaration::empty);
        details.put("version", Integer.toString(next.version()));
        before.ifPresent(version -> details.put("previousVersion", Integer.toString(version.version())));
        details.put("changed", String.join(" ", PolicyDeclaration.difference(old, wanted)));
        return audit.success(actor.name(), write.action(), write.id(), details, null);
    }

    private static ObjectNode declared(Optional<PolicyVersion> before) {
        return before.flatMap(PolicyVersion::document).orElseThrow(DeclarePolicy::unknown);
    }

    static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("SecondFactorPolicy not found");
    }
}
