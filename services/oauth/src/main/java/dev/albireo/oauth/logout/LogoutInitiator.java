package dev.albireo.oauth.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.session.UserProjection;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.web.PageRefusal;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The verified initiator of a logout, and the target of the redirect, as a pure rule. A request whose parameters are inconsistent is
 * rejected as a whole (OpenID Connect RP-Initiated Logout 1.0 sections 2 and 4).
 *
 * @param hint the {@code id_token_hint}, of any age
 * @param redirectUri registered by this client
 */
record LogoutInitiator(Optional<JWTClaimsSet> hint, Optional<Client> client, Optional<String> redirectUri) {

    /** Returns the client that the request names; the ID token, if there is one, must have been issued to it. */
    static Optional<String> named(LogoutRequest request, Optional<JWTClaimsSet> hint) {
        if (request.idTokenHint().isPresent() && hint.isEmpty()) {
            throw refused();
        }
        Optional<String> holder =
                hint.flatMap(token -> token.getAudience().stream().findFirst());
        boolean contradiction = request.clientId()
                .filter(id -> hint.isPresent() && !holder.equals(Optional.of(id)))
                .isPresent();
        if (contradiction) {
            throw refused();
        }
        return holder.or(request::clientId);
    }

    /** Adds the named client, if it is known: the user is redirected only to a URI that it registered exactly. */
    static LogoutInitiator of(LogoutRequest request, Optional<JWTClaimsSet> hint, Optional<Client> client) {
        boolean differentUser = client.isEmpty() && named(request, hint).isPresent();
        boolean astray = request.redirectUri()
                .filter(uri -> client.filter(
                                known -> known.metadata().logout().afterLogout().contains(uri))
                        .isEmpty())
                .isPresent();
        if (differentUser || astray) {
            throw refused();
        }
        return new LogoutInitiator(hint, client, request.redirectUri());
    }

    /** Returns whether the ID token belongs to this session and its user, so that no confirmation is needed. */
    boolean proves(SsoSession session, Function<Client, String> subject) {
        return hint.isPresent()
                && session.sessionId().toString().equals(sid(hint.get()))
                && client.map(subject)
                        .filter(known -> known.equals(hint.get().getSubject()))
                        .isPresent();
    }

    /** Returns whether {@code logout_hint} is consistent with this user; its format depends on the client. */
    static boolean means(Optional<String> logoutHint, UserProjection user) {
        return logoutHint
                .filter(hint -> !hint.equals(user.subject().toString())
                        && !hint.equalsIgnoreCase(user.username())
                        && !user.email().filter(hint::equalsIgnoreCase).isPresent())
                .isEmpty();
    }

    private static String sid(JWTClaimsSet token) {
        try {
            return String.valueOf(token.getStringClaim("sid"));
        } catch (ParseException e) {
            return "";
        }
    }

    static PageRefusal refused() {
        return PageRefusal.of(
                        400,
                        "This sign-out link does not work",
                        "The application that sent you here made a mistake, so you are still signed in. To sign out, do so here.")
                .withLink("Sign out", OAuthEndpoint.END_SESSION.path());
    }
}
