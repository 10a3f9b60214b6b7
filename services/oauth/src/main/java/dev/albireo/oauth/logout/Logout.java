package dev.albireo.oauth.logout;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.key.IdTokenHints;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.session.SsoSessions;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.SessionCookie;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends the current login session, after the user confirmed it or an ID token of this session proved the request. */
@ApplicationScoped
class Logout {
    private final SsoSessions sessions;
    private final IdTokenHints hints;
    private final Clients clients;
    private final SubjectIdentifiers subjects;
    private final FrontChannelLogout frames;
    private final Audit audit;

    Logout(
            SsoSessions sessions,
            IdTokenHints hints,
            Clients clients,
            SubjectIdentifiers subjects,
            FrontChannelLogout frames,
            Audit audit) {
        this.sessions = sessions;
        this.hints = hints;
        this.clients = clients;
        this.subjects = subjects;
        this.frames = frames;
        this.audit = audit;
    }

    /** The next step of a logout request. */
    sealed interface LogoutStep {
        /** The user must confirm it first. */
        record Confirm(SsoSession ssoSession, Optional<Client> client, Optional<String> redirectUri)
                implements LogoutStep {}

        /**
         * The session has ended.
         *
         * @param everywhere false if only this service has applied it yet
         * @param frames the front-channel logout URIs of the session's clients
         */
        record LogoutCompleted(
                boolean everywhere, Optional<Client> client, Optional<String> redirectUri, List<String> frames)
                implements LogoutStep {
            public LogoutCompleted {
                frames = List.copyOf(frames);
            }
        }
    }

    /** Throws a page if the parameters are inconsistent; then the session does not end. */
    Uni<LogoutStep> process(LogoutRequest request, Optional<SessionCookie> cookie, boolean confirmed, String address) {
        return initiator(request)
                .chain(initiator -> sessions.find(cookie)
                        .chain(ssoSession -> ssoSession
                                .map(session -> confirmed || isProved(request, initiator, session)
                                        ? end(session, initiator, address)
                                        : Uni.createFrom()
                                                .<LogoutStep>item(new LogoutStep.Confirm(
                                                        session, initiator.client(), initiator.redirectUri())))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(new LogoutStep.LogoutCompleted(
                                                true, initiator.client(), initiator.redirectUri(), List.of())))));
    }

    private boolean isProved(LogoutRequest request, LogoutInitiator initiator, SsoSession session) {
        return initiator.proves(
                        session, client -> subjects.of(client, session.user().subject()))
                && LogoutInitiator.means(request.logoutHint(), session.user());
    }

    private Uni<LogoutStep> end(SsoSession session, LogoutInitiator initiator, String address) {
        String subject = session.user().subject().toString();
        Map<String, String> detail = Map.of("session", session.sessionId().toString());
        return sessions.end(session.sessionId())
                .call(everywhere -> audit.record(audit.success(subject, AuditAction.LOGOUT, subject, detail, address)))
                .chain(everywhere -> frames.of(session.sessionId())
                        .map(uris -> new LogoutStep.LogoutCompleted(
                                everywhere, initiator.client(), initiator.redirectUri(), uris)));
    }

    private Uni<LogoutInitiator> initiator(LogoutRequest request) {
        return request.idTokenHint()
                .map(hints::read)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(hint -> LogoutInitiator.named(request, hint)
                        .map(clients::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                        .map(client -> LogoutInitiator.of(request, hint, client)));
    }
}
