package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.oauth.client.ServiceTokens;
import dev.albireo.oauth.session.CredentialsClient.End;
import dev.albireo.oauth.session.CredentialsClient.Found;
import dev.albireo.oauth.session.CredentialsClient.Lookup;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Unanswered;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks credentials, with a token of this service; again where the connection went with a process that is being replaced, for both questions
 * may be asked twice. No answer is no answer, never a failure of the request at hand.
 */
@ApplicationScoped
class Credentials {
    private static final Logger LOG = Logger.getLogger(Credentials.class);
    private static final String SELF = "oauth";
    private static final String SCOPE = "internal:credentials";

    private final CredentialsClient client;
    private final ServiceTokens tokens;

    Credentials(@RestClient CredentialsClient client, ServiceTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /** Returns the session that this cookie opens; empty where credentials knows none or cannot be reached. */
    Uni<Optional<Found>> lookup(String cookieHash) {
        return bearer().chain(bearer -> client.lookup(bearer, new Lookup(cookieHash)))
                .onFailure(Unanswered::is)
                .retry()
                .atMost(1)
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> none("A session could not be looked up.", failure));
    }

    /** Returns the ended session; empty where credentials knows none or cannot be reached. */
    Uni<Optional<SessionState>> end(UUID session, String reason) {
        return bearer().chain(bearer -> client.end(bearer, PathSegment.of(session), new End(reason)))
                .onFailure(Unanswered::is)
                .retry()
                .atMost(1)
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> none("A session could not be ended.", failure));
    }

    private Uni<String> bearer() {
        return tokens.mint(SELF, SCOPE).map(token -> "Bearer " + token);
    }

    private static <T> Optional<T> none(String what, Throwable failure) {
        if (!CredentialsClient.saysUnknown(failure)) {
            LOG.warnf("%s credentials does not answer. cause=%s", what, failure.toString());
        }
        return Optional.empty();
    }
}
