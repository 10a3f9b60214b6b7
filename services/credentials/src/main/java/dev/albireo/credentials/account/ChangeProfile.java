package dev.albireo.credentials.account;

import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.credentials.user.Users.ChangedProfile;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes claims of the user's own account; tokens and userinfo have them from then on. */
@ApplicationScoped
class ChangeProfile {
    private final Users users;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;

    ChangeProfile(Users users, OAuthNotifier oauth, Outbox outbox, Audit audit) {
        this.users = users;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * Sets these claims; an empty text removes one. Rejected with {@code UNPROCESSABLE}, naming the claim.
     *
     * @param changes only claims that differ from what the user saw
     */
    Uni<Void> change(Full full, Map<ProfileClaim, String> changes, BrowserInfo browser) {
        changes.forEach(ChangeProfile::check);
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withTransaction(
                        () -> users.changeClaims(full.session().subject(), claims -> merged(claims, changes))
                                .call(change -> recorded(change, changes.keySet(), browser)))
                .call(change -> change.different()
                        ? oauth.user(change.user().state())
                        : Uni.createFrom().item(true))
                .replaceWithVoid();
    }

    private static void check(ProfileClaim claim, String value) {
        if (!value.isEmpty() && !claim.accepts(value)) {
            throw Problem.UNPROCESSABLE.because("check " + claim.claim(), claim.claim());
        }
    }

    private static Map<String, Object> merged(Map<String, Object> claims, Map<ProfileClaim, String> changes) {
        Map<String, Object> merged = new HashMap<>(claims);
        changes.forEach((claim, value) -> {
            if (value.isEmpty()) {
                merged.remove(claim.claim());
            } else {
                merged.put(claim.claim(), value);
            }
        });
        return Map.copyOf(merged);
    }

    private Uni<Void> recorded(ChangedProfile change, Set<ProfileClaim> claims, BrowserInfo browser) {
        if (!change.different()) {
            return Uni.createFrom().voidItem();
        }
        String subject = change.user().state().subject();
        String names = new TreeSet<>(claims).stream().map(ProfileClaim::claim).collect(Collectors.joining(" "));
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        audit.success(
                                subject,
                                AuditAction.PROFILE_CHANGE,
                                subject,
                                Map.of("claims", names),
                                browser.address())));
    }
}
