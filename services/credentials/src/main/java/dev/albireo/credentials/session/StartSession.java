package dev.albireo.credentials.session;

import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.CarriedSessions;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.Reason;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.Cookies;
import dev.albireo.web.IdGenerator;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Starts a session after a first factor, and ends the browser's previous one. */
@ApplicationScoped
public class StartSession {
    private final SessionStore store;
    private final SecondFactorRules rules;
    private final SessionConfig config;
    private final AuthConfigs authConfigs;
    private final Cookies cookies;
    private final OAuthNotifier oauth;
    private final Audit audit;
    private final CarriedSessions carriedSessions;
    private final SessionMeters meters;
    private final IdGenerator ids;
    private final Clock clock;

    StartSession(
            SessionStore store,
            SecondFactorRules rules,
            SessionConfig config,
            AuthConfigs authConfigs,
            Cookies cookies,
            OAuthNotifier oauth,
            Audit audit,
            CarriedSessions carriedSessions,
            SessionMeters meters,
            IdGenerator ids,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.config = config;
        this.authConfigs = authConfigs;
        this.cookies = cookies;
        this.oauth = oauth;
        this.audit = audit;
        this.carriedSessions = carriedSessions;
        this.meters = meters;
        this.ids = ids;
        this.clock = clock;
    }

    /** As {@link #start(UserState, Proof, Optional, BrowserInfo, List)}, without a pending request. */
    public Uni<StartedSession> start(UserState user, Proof proof, BrowserInfo browser) {
        return start(user, proof, Optional.empty(), browser, List.of());
    }

    /** As {@link #start(UserState, Proof, Optional, BrowserInfo, List)}, for a proof that no attempt was reserved for. */
    public Uni<StartedSession> start(
            UserState user, Proof proof, Optional<PendingInteraction> pending, BrowserInfo browser) {
        return start(user, proof, pending, browser, List.of());
    }

    /**
     * Starts a session of this user, partial if a second factor is required. Its maximum lifetime is that of the AuthConfig that applies to
     * the current request, otherwise that of the settings.
     *
     * @param user an enabled account, as the caller has checked
     * @param reserved the attempts that were reserved for the proof: they are returned as the session starts
     */
    public Uni<StartedSession> start(
            UserState user,
            Proof proof,
            Optional<PendingInteraction> pending,
            BrowserInfo browser,
            List<Budget> reserved) {
        return authConfigs
                .active(PendingInteraction.authConfig(pending))
                .chain(active -> rules.reasonsOf(user)
                        .chain(reasons -> begin(user, reasons, proof, active.asidCookieMaxAge(), browser, reserved)));
    }

    private Uni<StartedSession> begin(
            UserState user,
            Set<Reason> reasons,
            Proof proof,
            Optional<Duration> lifetime,
            BrowserInfo browser,
            List<Budget> reserved) {
        SessionCookie cookie = cookies.newSession();
        SignInDevice device = browser.device();
        LoginSession session = session(user, !reasons.isEmpty(), proof, cookie, lifetime);
        Event login = audit.success(
                user.subject(),
                AuditAction.LOGIN,
                user.subject(),
                detail(
                        proof,
                        session,
                        device.isNewTo(user.subject())
                                ? Optional.of(BrowserName.of(browser.userAgent()))
                                : Optional.empty()),
                browser.address());
        return store.start(session, browser, reserved, SessionState.REPLACED, login)
                .invoke(started -> meters.started(reasons))
                .invoke(() -> device.remember(user.subject()))
                .call(started -> started.replaced()
                        .map(old -> oauth.session(old.state()))
                        .orElse(Uni.createFrom().item(true)))
                .map(started -> new StartedSession(
                        Authentication.of(session, user),
                        cookie,
                        lifetime,
                        Optional.of(carriedSessions.sign(session.state(), user.version()))));
    }

    /** A device that is new to the account is named: the notice to the user has its browser and system. */
    private static Map<String, String> detail(Proof proof, LoginSession session, Optional<BrowserName> newDevice) {
        Map<String, String> detail = new TreeMap<>(
                Map.of("method", proof.method().amr(), "session", session.id().toString()));
        newDevice.ifPresent(name -> {
            detail.put("device", "new");
            name.browser().ifPresent(browser -> detail.put("browser", browser));
            name.system().ifPresent(system -> detail.put("system", system));
        });
        return detail;
    }

    private LoginSession session(
            UserState user, boolean mfaRequired, Proof proof, SessionCookie cookie, Optional<Duration> lifetime) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new LoginSession(
                ids.next(),
                UUID.fromString(user.subject()),
                cookie.hash(),
                1,
                new Proofs(List.of(proof)),
                mfaRequired,
                now,
                now,
                now.plus(lifetime.orElse(config.absolute())),
                config.idle(),
                lifetime.isPresent(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The current user, and the session cookie.
     *
     * @param cookieLifetime the lifetime of the cookie, unless it ends with the browser session
     * @param carried the session for the browser to carry to {@code oauth} ({@link CarriedSessions}), which was not notified of it
     */
    public record StartedSession(
            Authenticated authentication,
            SessionCookie cookie,
            Optional<Duration> cookieLifetime,
            Optional<String> carried) {
        /** Returns what the browser carries to the application's request, if that is next. */
        public Optional<String> carriedTo(Optional<PendingInteraction> pending) {
            return carried.filter(
                    signed -> pending.isPresent() && !authentication.session().partial());
        }
    }
}
