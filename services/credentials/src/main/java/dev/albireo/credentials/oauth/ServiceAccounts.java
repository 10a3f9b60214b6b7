package dev.albireo.credentials.oauth;

import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The rights of service accounts, which {@code oauth} owns because they are clients. */
@ApplicationScoped
public class ServiceAccounts {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OAuthServiceClient oauth;

    /** Whether a write is within the rights of an account. */
    record AuthConfigRight(boolean mayWrite) {}

    ServiceAccounts(@RestClient OAuthServiceClient oauth) {
        this.oauth = oauth;
    }

    /**
     * Rejects with {@code FORBIDDEN} if the {@code manages.auth_configs} of the account do not list the AuthConfig or {@code oauth} does not
     * know such a service account, and with {@code UNAVAILABLE} if {@code oauth} does not answer.
     */
    public Uni<Void> checkMayWrite(String account, String authConfig) {
        return oauth.authConfigRight(segment(account), segment(authConfig))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(e -> Log.warnf("rights of a service account unknown, write refused error=%s", e.toString()))
                .onFailure()
                .transform(ServiceAccounts::refusal)
                .invoke(right -> {
                    if (!right.mayWrite()) {
                        throw Problem.FORBIDDEN.because("the service account may not write the AuthConfig " + authConfig
                                + "; see its manages.auth_configs");
                    }
                })
                .replaceWithVoid();
    }

    /** Returns the refusal of the write: {@code oauth} answers 403 for a client that is no longer a service account. */
    static ProblemRefusal refusal(Throwable failure) {
        return OAuthServiceClient.isForbidden(failure)
                ? Problem.FORBIDDEN.because("the service account is disabled or was deleted")
                : Problem.UNAVAILABLE.because(
                        "the rights of the service account cannot be checked just now; try again in a moment");
    }

    private static PathSegment segment(String id) {
        return PathSegment.of(id).orElseThrow(() -> Problem.FORBIDDEN.because("no resource has such an id"));
    }
}
