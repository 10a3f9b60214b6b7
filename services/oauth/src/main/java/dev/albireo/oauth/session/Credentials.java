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
 * Calls credentials with a token of this service. Repeats a call whose connection was lost with a process that is being replaced, because
 * both calls are idempotent. A missing response never fails the current request.
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

    /** Returns the session of this cookie; empty if credentials knows none or is unreachable. */
    Uni<Optional<Found>> lookup(String cookieHash) {
        return bearer().chain(bearer -> client.lookup(bearer, new Lookup(cookieHash)))
                .onFailure(Unanswered::is)
                .retry()
                .atMost(1)
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> none("A session could not be looked up.", failure));
    }

    /** Returns the ended session; empty if credentials knows none or is unreachable. */
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
            LOG.warnf("credentials unavailable call=%s cause=%s", what, failure.toString());
        }
        return Optional.empty();
    }
}
