package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.oauth.client.authentication.ServiceTokens;
import dev.albireo.oauth.session.CredentialsSessionClient.End;
import dev.albireo.oauth.session.CredentialsSessionClient.FoundSession;
import dev.albireo.oauth.session.CredentialsSessionClient.Lookup;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.ConnectionLoss;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Calls credentials with a token of this service. Repeats a call whose connection was lost with a process that is being replaced, because
 * both calls are idempotent. A missing response never fails the current request.
 */
@ApplicationScoped
class CredentialsSessions {
    private static final Logger LOG = Logger.getLogger(CredentialsSessions.class);
    private static final String SELF = "oauth";
    private static final String SCOPE = "internal:credentials";

    private final CredentialsSessionClient client;
    private final ServiceTokens tokens;

    CredentialsSessions(@RestClient CredentialsSessionClient client, ServiceTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /** Returns the session of this cookie; empty if credentials knows none or is unreachable. */
    Uni<Optional<FoundSession>> lookup(String cookieHash) {
        return bearer().chain(bearer -> client.lookup(bearer, new Lookup(cookieHash)))
                .onFailure(ConnectionLoss::is)
                .retry()
                .atMost(1)
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> none("A session could not be looked up.", failure));
    }

    /** Returns the ended session; empty if credentials knows none or is unreachable. */
    Uni<Optional<SessionState>> end(UUID session, String reason) {
        return bearer().chain(bearer -> client.end(bearer, PathSegment.of(session), new End(reason)))
                .onFailure(ConnectionLoss::is)
                .retry()
                .atMost(1)
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> none("A session could not be ended.", failure));
    }

    private Uni<String> bearer() {
        return tokens.issue(SELF, SCOPE).map(token -> "Bearer " + token);
    }

    private static <T> Optional<T> none(String what, Throwable failure) {
        if (!CredentialsSessionClient.isUnknownSession(failure)) {
            LOG.warnf("credentials unavailable call=%s cause=%s", what, failure.toString());
        }
        return Optional.empty();
    }
}
