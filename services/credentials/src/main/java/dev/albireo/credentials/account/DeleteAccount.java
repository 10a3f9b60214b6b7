package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.user.DeclaredUser;
import dev.albireo.credentials.user.DeclaredUsers;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deletes the user's own account with all credentials, and ends every session and grant, where the operator lets users do so. */
@ApplicationScoped
class DeleteAccount {
    private final boolean allowed;
    private final Users users;
    private final DeclaredUsers declaredUsers;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;

    DeleteAccount(
            ProfileConfig config,
            Users users,
            DeclaredUsers declaredUsers,
            FactorLookup factors,
            FactorRules rules,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit) {
        this.allowed = config.selfDeletion();
        this.users = users;
        this.declaredUsers = declaredUsers;
        this.factors = factors;
        this.rules = rules;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
    }

    private record CommittedDeletion(UserState deleted, List<SessionState> ended) {}

    /** Returns whether users may delete their own account. */
    boolean isAllowed() {
        return allowed;
    }

    /**
     * Deletes the account. Rejected with {@code FORBIDDEN} if users may not, {@code FRESH_PROOF_REQUIRED}, or {@code CONFLICT} for the last
     * owner.
     */
    Uni<Void> delete(Full full, BrowserInfo browser) {
        if (!allowed) {
            throw Problem.FORBIDDEN.because("users cannot delete their account here; ask your administrator");
        }
        UUID subject = full.session().subject();
        return factors.of(subject)
                .invoke(found -> rules.requireRecentProof(full, found))
                .chain(found -> Panache.withTransaction(() -> users.lockMembers(AdministratorToken.GROUP)
                        .invoke(owners -> checkNotLast(owners, full.user()))
                        .chain(owners -> declaredUsers.lock(id(full.user())))
                        .map(user -> user.orElseThrow(() -> Problem.NOT_FOUND.because("user not found")))
                        .chain(user -> deleted(user, browser))))
                .chain(done -> oauth.user(done.deleted(), done.ended()))
                .replaceWithVoid();
    }

    private Uni<CommittedDeletion> deleted(DeclaredUser user, BrowserInfo browser) {
        String subject = user.user().state().subject();
        return endSession
                .endAll(UUID.fromString(subject), SessionState.DISABLED)
                .chain(ended -> declaredUsers
                        .delete(user)
                        .call(last -> Panache.getSession()
                                .chain(hibernate -> outbox.append(
                                        hibernate,
                                        audit.success(
                                                subject,
                                                AuditAction.USER_DELETE,
                                                subject,
                                                Map.of("resource", user.id()),
                                                browser.address()))))
                        .map(last -> new CommittedDeletion(last, ended)));
    }

    private static void checkNotLast(List<UserState> owners, UserState user) {
        boolean owner = owners.stream().anyMatch(member -> member.subject().equals(user.subject()));
        boolean another = owners.stream()
                .anyMatch(member -> member.enabled() && !member.subject().equals(user.subject()));
        if (owner && !another) {
            throw Problem.CONFLICT.because("you are the last owner of this provider; make another user an owner first");
        }
    }

    private static String id(UserState user) {
        return user.resourceId() == null ? user.subject() : user.resourceId();
    }
}
