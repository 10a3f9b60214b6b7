package dev.albireo.credentials.oauth;

import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The applications with access to a user's account, which only {@code oauth} knows. */
@ApplicationScoped
public class AuthorizedApplications {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private final OAuthServiceClient oauth;

    AuthorizedApplications(@RestClient OAuthServiceClient oauth) {
        this.oauth = oauth;
    }

    /** An application: the beginning of its access, and its permissions in plain words. */
    public record ApplicationView(
            String clientId, String name, @Nullable String logoUri, Instant since, List<Permission> permissions) {
        public ApplicationView {
            permissions = List.copyOf(permissions);
        }
    }

    /** One permission. */
    public record Permission(String title, String meaning) {}

    record ApplicationViews(List<ApplicationView> items) {}

    record ApplicationRevocation(String clientId, String address) {}

    /** Returns all applications of this user; empty if {@code oauth} is unavailable. Never fails. */
    public Uni<Optional<List<ApplicationView>>> of(UUID subject) {
        return oauth.applications(PathSegment.of(subject))
                .map(listed -> Optional.of(List.copyOf(listed.items())))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(e -> Log.warnf("oauth unavailable for applications error=%s", e.toString()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** Ends the access of this application, in force when it returns. Rejected if {@code oauth} is unavailable. */
    public Uni<Void> revoke(UUID subject, String client, String address) {
        return oauth.revoke(PathSegment.of(subject), new ApplicationRevocation(client, address))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(e -> Log.warnf("oauth unavailable for a revocation error=%s", e.toString()))
                .onFailure()
                .transform(e -> Problem.UNAVAILABLE.because(
                        "the access of the application could not be removed; try again later"));
    }
}
