package dev.albireo.oauth.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.session.Person;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.web.PageRefusal;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who asks for a logout, as far as it was proved, and where to go afterwards: a pure rule. What does not fit together is refused as a whole
 * (OpenID Connect RP-Initiated Logout 1.0 sections 2 and 4).
 *
 * @param hint the ID token that came along, of any age
 * @param redirectUri registered by this very client
 */
record Asker(Optional<JWTClaimsSet> hint, Optional<Client> client, Optional<String> redirectUri) {

    /** Returns the client that the request names; the ID token, if there is one, must be its own. */
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

    /** With the client that was named, if it is known: nobody is sent to an address that it has not registered letter by letter. */
    static Asker of(LogoutRequest request, Optional<JWTClaimsSet> hint, Optional<Client> client) {
        boolean stranger = client.isEmpty() && named(request, hint).isPresent();
        boolean astray = request.redirectUri()
                .filter(uri -> client.filter(
                                known -> known.postLogoutRedirectUris().contains(uri))
                        .isEmpty())
                .isPresent();
        if (stranger || astray) {
            throw refused();
        }
        return new Asker(hint, client, request.redirectUri());
    }

    /** Returns whether the ID token is of this session and of who sits there, so that nobody needs to be asked. */
    boolean proves(SignOn session, Function<Client, String> subject) {
        return hint.isPresent()
                && session.sessionId().toString().equals(sid(hint.get()))
                && client.map(subject)
                        .filter(known -> known.equals(hint.get().getSubject()))
                        .isPresent();
    }

    /** Returns whether {@code logout_hint} says nobody else; it is whatever the application knows the person by. */
    static boolean means(Optional<String> logoutHint, Person person) {
        return logoutHint
                .filter(hint -> !hint.equals(person.subject().toString())
                        && !hint.equalsIgnoreCase(person.username())
                        && !person.email().filter(hint::equalsIgnoreCase).isPresent())
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
                        "The application that sent you here made a mistake, so nobody was signed out. Sign out here, if that is what you want.")
                .withLink("Sign out", "/logout");
    }
}
