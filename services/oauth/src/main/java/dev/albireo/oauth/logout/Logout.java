package dev.albireo.oauth.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.key.IdTokenHints;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.oauth.session.SignOns;
import dev.albireo.protocol.SessionCookie;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/** Ends the login session at hand, after the person confirmed it or an ID token of this very session proved the wish. */
@ApplicationScoped
class Logout {
    private final SignOns signOns;
    private final IdTokenHints hints;
    private final Clients clients;
    private final Audit audit;

    Logout(SignOns signOns, IdTokenHints hints, Clients clients, Audit audit) {
        this.signOns = signOns;
        this.hints = hints;
        this.clients = clients;
        this.audit = audit;
    }

    /** What a request to log out amounts to. */
    sealed interface Step {
        /** The person must say so first. */
        record Confirm(SignOn signOn, Optional<Client> client, Optional<String> redirectUri) implements Step {}

        /** It is done; {@code everywhere} is false where only this service knows it yet. */
        record Done(boolean everywhere, Optional<Client> client, Optional<String> redirectUri) implements Step {}
    }

    /** Who asks, as far as it was proved, and where to go afterwards, if that is registered. */
    private record Asker(Optional<JWTClaimsSet> hint, Optional<Client> client, Optional<String> redirectUri) {}

    Uni<Step> ask(LogoutRequest request, Optional<SessionCookie> cookie, boolean confirmed, String address) {
        return asker(request)
                .chain(asker -> signOns.find(cookie)
                        .chain(signOn -> signOn.map(session -> confirmed || proves(asker.hint(), session)
                                        ? end(session, asker, address)
                                        : Uni.createFrom()
                                                .<Step>item(
                                                        new Step.Confirm(session, asker.client(), asker.redirectUri())))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(new Step.Done(true, asker.client(), asker.redirectUri())))));
    }

    private Uni<Step> end(SignOn session, Asker asker, String address) {
        String subject = session.person().subject().toString();
        Map<String, String> detail = Map.of("session", session.sessionId().toString());
        return signOns.end(session.sessionId())
                .call(everywhere -> audit.tell(audit.success(subject, "logout", subject, detail, address)))
                .map(everywhere -> new Step.Done(everywhere, asker.client(), asker.redirectUri()));
    }

    private Uni<Asker> asker(LogoutRequest request) {
        return request.idTokenHint()
                .map(hints::read)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(hint -> client(request, hint).map(client -> new Asker(hint, client, redirect(request, client))));
    }

    private Uni<Optional<Client>> client(LogoutRequest request, Optional<JWTClaimsSet> hint) {
        Optional<String> named =
                hint.flatMap(claims -> claims.getAudience().stream().findFirst());
        boolean contradiction = named.isPresent()
                && request.clientId().filter(id -> !id.equals(named.get())).isPresent();
        return named.or(request::clientId)
                .filter(id -> !contradiction)
                .map(clients::find)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Exactly as registered, or nowhere. */
    private static Optional<String> redirect(LogoutRequest request, Optional<Client> client) {
        return request.redirectUri()
                .filter(uri -> client.filter(
                                known -> known.postLogoutRedirectUris().contains(uri))
                        .isPresent());
    }

    private static boolean proves(Optional<JWTClaimsSet> hint, SignOn session) {
        try {
            return hint.isPresent()
                    && session.sessionId().toString().equals(hint.get().getStringClaim("sid"));
        } catch (ParseException e) {
            return false;
        }
    }
}
