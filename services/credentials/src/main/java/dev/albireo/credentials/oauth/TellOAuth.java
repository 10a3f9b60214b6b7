package dev.albireo.credentials.oauth;

import dev.albireo.events.AuthConfigState;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Unanswered;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tells {@code oauth} a new state now, after it is committed here. What does not arrive follows by event. */
@ApplicationScoped
public class TellOAuth {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private final OAuthClient oauth;

    TellOAuth(@RestClient OAuthClient oauth) {
        this.oauth = oauth;
    }

    /** Returns whether {@code oauth} has the session's state now. Never fails. */
    public Uni<Boolean> session(SessionState session) {
        return told(oauth.session(segment(session.id()), session));
    }

    /** Returns whether {@code oauth} has all these states now. Never fails. */
    public Uni<Boolean> sessions(List<SessionState> sessions) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return Uni.join()
                .all(sessions.stream().map(this::session).toList())
                .usingConcurrencyOf(8)
                .andFailFast()
                .map(all -> !all.contains(false));
    }

    /** Returns whether {@code oauth} has the account's state now. Never fails. */
    public Uni<Boolean> user(UserState user) {
        return told(oauth.user(segment(user.subject()), user));
    }

    /** Returns whether {@code oauth} has the AuthConfig's state now. Never fails. */
    public Uni<Boolean> authConfig(AuthConfigState config) {
        return told(oauth.authConfig(segment(config.id()), config));
    }

    /** Returns whether {@code oauth} knows now that the AuthConfig is gone. Never fails. */
    public Uni<Boolean> authConfigDeleted(String id, int version) {
        return told(oauth.authConfigDeleted(segment(id), version));
    }

    /** Ids of what is ours are checked when they are given. */
    private static PathSegment segment(String id) {
        return PathSegment.of(id).orElseThrow();
    }

    private static Uni<Boolean> told(Uni<Void> call) {
        return call.onFailure(Unanswered::is)
                .retry()
                .atMost(1)
                .map(done -> true)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(e -> Log.warnf("oauth could not be told at once, the event follows error=%s", e.toString()))
                .onFailure()
                .recoverWithItem(false);
    }
}
