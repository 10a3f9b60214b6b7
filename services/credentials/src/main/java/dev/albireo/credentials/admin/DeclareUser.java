package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.credentials.admin.UserDeclaration.TotpDeclaration;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.ImportedHash;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.DeclaredUser;
import dev.albireo.credentials.user.DeclaredUsers;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.SessionState;
import dev.albireo.events.TwoFactorEvent.TwoFactorRequirementChanged;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.web.Actor;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.MergePatch;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts, patches or deletes a {@code User} resource: one transaction for the account, its password, factor and sessions and their events;
 * then {@code oauth} is notified. Writing the current state has no effect and ends no session.
 */
@ApplicationScoped
class DeclareUser {
    /** The flags that say that the value of a field was verified (OpenID Connect Core section 5.1). */
    private static final Map<String, String> VERIFIED =
            Map.of("email", "emailVerified", "phoneNumber", "phoneNumberVerified");

    private final DeclaredUsers users;
    private final Passwords passwords;
    private final TotpEnrolments enrolments;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRights rights;
    private final Clock clock;

    DeclareUser(
            DeclaredUsers users,
            Passwords passwords,
            TotpEnrolments enrolments,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Actor actor,
            AdministratorRights rights,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.enrolments = enrolments;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.rights = rights;
        this.clock = clock;
    }

    /** The current resource; {@code inForce} is false if {@code oauth} could not be notified and learns of it by event. */
    record DeclarationResult(DeclaredUser user, boolean created, boolean inForce) {}

    /** The secrets of a write that differ from the current ones; absent if the write has none. */
    private record ChangedSecrets(Optional<String> phc, boolean sameTotp) {}

    private record CommittedUser(DeclaredUser user, boolean created, List<SessionState> ended) {}

    Uni<DeclarationResult> put(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        DeclaredRepresentation.checkId(id);
        JsonNode wanted = object(body);
        return withOwner(
                id,
                Problem.CONFLICT,
                notified(written(id, wanted, found -> UserDeclaration.of(id, wanted, found), ifMatch)));
    }

    /** Returns the response that {@link #put} would give, including errors; the transaction is rolled back and nothing is published. */
    Uni<DeclarationResult> wouldPut(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        DeclaredRepresentation.checkId(id);
        JsonNode wanted = object(body);
        Uni<CommittedUser> rehearsed =
                written(id, wanted, found -> UserDeclaration.of(id, wanted, found), ifMatch, TransactionEnd.ROLLBACK);
        return withOwner(
                id, Problem.CONFLICT, rehearsed.map(done -> new DeclarationResult(done.user(), done.created(), false)));
    }

    /** Applies a merge patch (RFC 7396) to the shown resource. */
    Uni<DeclarationResult> patch(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        JsonNode patch = object(body);
        Uni<CommittedUser> written = written(
                id,
                patch,
                found -> {
                    DeclaredUser before = found.orElseThrow(DeclareUser::unknown);
                    JsonNode shown = UserDeclaration.show(before).toJson();
                    return UserDeclaration.of(id, patched(shown, patch), found);
                },
                ifMatch);
        return withOwner(id, Problem.NOT_FOUND, notified(written));
    }

    /** A verification belongs to one address or number: a changed one is unverified, unless the patch says otherwise. */
    private static JsonNode patched(JsonNode shown, JsonNode patch) {
        JsonNode merged = MergePatch.apply(shown, patch);
        VERIFIED.forEach((field, verified) -> {
            if (!patch.has(verified) && !merged.path(field).equals(shown.path(field))) {
                ((ObjectNode) merged).remove(verified);
            }
        });
        return merged;
    }

    /** Deletes the account with its credentials, sessions and login names. */
    Uni<DeclarationResult> delete(String id, @Nullable String ifMatch) {
        Uni<Deleted> transaction = Panache.withTransaction(() -> users.lock(id)
                .invoke(found -> check(ifMatch, found))
                .map(found -> found.orElseThrow(DeclareUser::unknown))
                .invoke(user -> rights.checkChange(user.user().state()))
                .chain(user -> endSession
                        .endAll(subject(user), SessionState.DISABLED)
                        .chain(ended -> users.delete(user)
                                .call(deletedUser -> append(recorded(AuditAction.USER_DELETE, user)))
                                .map(deletedUser -> new Deleted(user, deletedUser, ended)))));
        return withOwner(id, Problem.NOT_FOUND, transaction)
                .chain(deleted -> oauth.user(deleted.deletedUser(), deleted.ended())
                        .map(inForce -> new DeclarationResult(deleted.user(), false, inForce)));
    }

    private record Deleted(DeclaredUser user, UserState deletedUser, List<SessionState> ended) {}

    /** {@code declaration} is read after the account is locked; a password is hashed before, outside of the transaction. */
    private Uni<CommittedUser> written(
            String id,
            JsonNode body,
            Function<Optional<DeclaredUser>, UserDeclaration> wanted,
            @Nullable String ifMatch) {
        return written(id, body, wanted, ifMatch, TransactionEnd.COMMIT);
    }

    private Uni<CommittedUser> written(
            String id,
            JsonNode body,
            Function<Optional<DeclaredUser>, UserDeclaration> wanted,
            @Nullable String ifMatch,
            TransactionEnd end) {
        return users.find(id)
                .chain(before -> changedSecrets(body, before))
                .chain(secrets -> Panache.withTransaction(() -> users.lock(id)
                        .invoke(found -> check(ifMatch, found))
                        .chain(found -> found.isPresent()
                                ? change(found.get(), wanted.apply(found), secrets)
                                : create(id, wanted.apply(found), secrets.phc()))
                        .call(done -> Panache.currentTransaction().invoke(end::decide))));
    }

    private Uni<DeclarationResult> notified(Uni<CommittedUser> written) {
        return written.chain(done -> oauth.user(done.user().user().state(), done.ended())
                .map(inForce -> new DeclarationResult(done.user(), done.created(), inForce)));
    }

    private Uni<CommittedUser> create(String id, UserDeclaration declaration, Optional<String> phc) {
        boolean totp = declaration.totp().map(TotpDeclaration::enabled).orElse(false);
        rights.checkGroups(List.of(), declaration.profile().groups());
        return users.create(id, declaration.profile(), totp)
                .call(user -> setPassword(user, phc))
                .call(user -> totp ? setTotp(user, declaration.totp().get()) : nothing())
                .call(user -> append(recorded(AuditAction.USER_CREATE, user)))
                .map(user -> new CommittedUser(user, true, List.of()));
    }

    private Uni<CommittedUser> change(DeclaredUser before, UserDeclaration declaration, ChangedSecrets secrets) {
        UserState old = before.user().state();
        rights.checkChange(old, declaration.profile().groups());
        Optional<String> phc = secrets.phc();
        Optional<TotpDeclaration> declared = secrets.sameTotp() && old.totpEnabled()
                ? declaration.totp().map(TotpDeclaration::withoutSecretKey)
                : declaration.totp();
        boolean totp = declared.map(TotpDeclaration::enabled).orElse(old.totpEnabled());
        boolean secretChanges = phc.isPresent()
                || totp != old.totpEnabled()
                || declared.flatMap(TotpDeclaration::secretKey).isPresent();
        boolean ends = secretChanges || old.enabled() != declaration.profile().enabled();
        return users.change(before, declaration.profile(), totp, phc.isPresent())
                .call(after -> setPassword(after, phc))
                .call(after -> declared.map(factor -> setTotp(after, factor)).orElse(nothing()))
                .call(after -> append(events(old, after, secretChanges, phc.isPresent())))
                .chain(after -> (ends
                                ? endSession.endAll(subject(after), reason(after))
                                : Uni.createFrom().<List<SessionState>>item(List.of()))
                        .map(ended -> new CommittedUser(after, false, ended)));
    }

    /** Returns the events of a change; none if nothing changed. */
    private Event[] events(UserState old, DeclaredUser after, boolean secretChanges, boolean passwordChanges) {
        UserState now = after.user().state();
        if (old.version() == now.version() && !secretChanges) {
            return new Event[0];
        }
        List<Event> events = new ArrayList<>();
        if (old.requires2fa() != now.requires2fa()) {
            events.add(new TwoFactorRequirementChanged(
                    now.subject(), now.username(), now.requires2fa(), actor.name(), clock.instant()));
        }
        events.add(audit.success(
                actor.name(),
                AuditAction.USER_CHANGE,
                now.subject(),
                passwordChanges
                        ? Map.of("resource", after.id(), "password", "changed")
                        : Map.of("resource", after.id()),
                null));
        return events.toArray(Event[]::new);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> setPassword(DeclaredUser user, Optional<String> phc) {
        return phc.map(hash -> passwords.set(subject(user), hash)).orElse(nothing());
    }

    private Uni<Void> setTotp(DeclaredUser user, TotpDeclaration totp) {
        if (!totp.enabled()) {
            return enrolments.remove(subject(user));
        }
        return totp.secretKey()
                .map(secret -> enrolments.set(subject(user), secret))
                .orElse(nothing());
    }

    private Uni<ChangedSecrets> changedSecrets(JsonNode body, Optional<DeclaredUser> before) {
        Optional<ImportedHash> imported = UserDeclaration.passwordHash(body);
        return (imported.isPresent()
                        ? unlessPresent(imported.get(), before)
                        : newPhc(UserDeclaration.password(body), before))
                .chain(phc ->
                        sameTotp(UserDeclaration.secretKey(body), before).map(same -> new ChangedSecrets(phc, same)));
    }

    /** Returns whether the account has an application of this secret already. */
    private Uni<Boolean> sameTotp(Optional<String> secretKey, Optional<DeclaredUser> before) {
        return secretKey.isPresent() && before.isPresent()
                ? enrolments.has(subject(before.get()), secretKey.get())
                : Uni.createFrom().item(false);
    }

    /** Returns the hash, unless the account has a password: what its user has chosen since is not replaced by an earlier one. */
    private Uni<Optional<String>> unlessPresent(ImportedHash hash, Optional<DeclaredUser> before) {
        return before.map(user -> passwords.exists(subject(user)))
                .orElse(Uni.createFrom().item(false))
                .map(exists -> exists ? Optional.empty() : Optional.of(hash.text()));
    }

    /** Returns the hash of the new password, unless the account has that password already. */
    private Uni<Optional<String>> newPhc(Optional<NewPassword> wanted, Optional<DeclaredUser> before) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        NewPassword password = wanted.get();
        return passwords
                .matches(before.map(DeclareUser::subject), password.text(), HashCaller.ADMINISTRATION)
                .chain(same -> same
                        ? Uni.createFrom().item(Optional.empty())
                        : passwords.hash(password, HashCaller.ADMINISTRATION).map(Optional::of));
    }

    private Event recorded(AuditAction action, DeclaredUser user) {
        return audit.success(actor.name(), action, user.user().state().subject(), Map.of("resource", user.id()), null);
    }

    private Uni<Void> append(Event... events) {
        return Panache.getSession().chain(hibernate -> outbox.append(hibernate, events));
    }

    private static void check(@Nullable String ifMatch, Optional<DeclaredUser> found) {
        DeclaredRepresentation.checkMatch(
                ifMatch, found.map(user -> (long) user.user().state().version()));
    }

    private static String reason(DeclaredUser user) {
        return user.user().state().enabled() ? SessionState.REVOKED : SessionState.DISABLED;
    }

    private static UUID subject(DeclaredUser user) {
        return UUID.fromString(user.user().state().subject());
    }

    private static JsonNode object(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.BAD_REQUEST.because("the body must be an object");
        }
        return UserDeclaration.resolved(body);
    }

    /** Returns the resource. */
    Uni<DeclaredUser> find(String id) {
        return withOwner(id, Problem.NOT_FOUND, users.find(id).map(found -> found.orElseThrow(DeclareUser::unknown)));
    }

    /** If {@code id} is a login name of a user with another id, the error {@code problem} says which. */
    private <T> Uni<T> withOwner(String id, Problem problem, Uni<T> response) {
        return response.onFailure(failure -> isProblem(failure, problem))
                .recoverWithUni(failure -> users.ofLoginName(id)
                        .map(owner -> owner.filter(user -> !user.id().equals(id))
                                .<Throwable>map(user ->
                                        problem.because("%s is a login name of User/%s".formatted(id, user.id())))
                                .orElse(failure))
                        .chain(cause -> Uni.createFrom().failure(cause)));
    }

    private static boolean isProblem(Throwable failure, Problem problem) {
        return failure instanceof ProblemRefusal refusal && refusal.problem() == problem;
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("user not found");
    }
}
