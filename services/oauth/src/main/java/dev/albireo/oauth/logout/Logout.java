package dev.albireo.oauth.logout;

import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.Subjects;
import dev.albireo.oauth.key.IdTokenHints;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.oauth.session.SignOns;
import dev.albireo.protocol.SessionCookie;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends the current login session, after the user confirmed it or an ID token of this session proved the request. */
@ApplicationScoped
class Logout {
    private final SignOns signOns;
    private final IdTokenHints hints;
    private final Clients clients;
    private final Subjects subjects;
    private final Frames frames;
    private final Audit audit;

    Logout(SignOns signOns, IdTokenHints hints, Clients clients, Subjects subjects, Frames frames, Audit audit) {
        this.signOns = signOns;
        this.hints = hints;
        this.clients = clients;
        this.subjects = subjects;
        this.frames = frames;
        this.audit = audit;
    }

    /** The next step of a logout request. */
    sealed interface Step {
        /** The user must confirm it first. */
        record Confirm(SignOn signOn, Optional<Client> client, Optional<String> redirectUri) implements Step {}

        /**
         * The session has ended.
         *
         * @param everywhere false if only this service has applied it yet
         * @param frames the front-channel logout URIs of the session's clients
         */
        record Done(boolean everywhere, Optional<Client> client, Optional<String> redirectUri, List<String> frames)
                implements Step {
            public Done {
                frames = List.copyOf(frames);
            }
        }
    }

    /** Throws a page if the parameters are inconsistent; then the session does not end. */
    Uni<Step> ask(LogoutRequest request, Optional<SessionCookie> cookie, boolean confirmed, String address) {
        return asker(request)
                .chain(asker -> signOns.find(cookie)
                        .chain(signOn -> signOn.map(session -> confirmed || isProved(request, asker, session)
                                        ? end(session, asker, address)
                                        : Uni.createFrom()
                                                .<Step>item(
                                                        new Step.Confirm(session, asker.client(), asker.redirectUri())))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(new Step.Done(true, asker.client(), asker.redirectUri(), List.of())))));
    }

    private boolean isProved(LogoutRequest request, Asker asker, SignOn session) {
        return asker.proves(
                        session, client -> subjects.of(client, session.person().subject()))
                && Asker.means(request.logoutHint(), session.person());
    }

    private Uni<Step> end(SignOn session, Asker asker, String address) {
        String subject = session.person().subject().toString();
        Map<String, String> detail = Map.of("session", session.sessionId().toString());
        return signOns.end(session.sessionId())
                .call(everywhere -> audit.tell(audit.success(subject, "logout", subject, detail, address)))
                .chain(everywhere -> frames.of(session.sessionId())
                        .map(told -> new Step.Done(everywhere, asker.client(), asker.redirectUri(), told)));
    }

    private Uni<Asker> asker(LogoutRequest request) {
        return request.idTokenHint()
                .map(hints::read)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(hint -> Asker.named(request, hint)
                        .map(clients::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                        .map(client -> Asker.of(request, hint, client)));
    }
}
