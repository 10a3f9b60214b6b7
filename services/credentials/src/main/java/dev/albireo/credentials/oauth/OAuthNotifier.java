package dev.albireo.credentials.oauth;

import dev.albireo.events.AuthConfigState;
import dev.albireo.events.GroupState;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.ConnectionLoss;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Sends a new state to {@code oauth} after it is committed here. If that fails, the event follows. */
@ApplicationScoped
public class OAuthNotifier {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int CONCURRENCY = 8;

    private final OAuthServiceClient oauth;

    OAuthNotifier(@RestClient OAuthServiceClient oauth) {
        this.oauth = oauth;
    }

    /** Returns whether {@code oauth} has applied the session's state. Never fails. */
    public Uni<Boolean> session(SessionState session) {
        return withinTimeout(oauth.session(segment(session.id()), session));
    }

    /** Returns whether {@code oauth} has applied all these states. Never fails. */
    public Uni<Boolean> sessions(List<SessionState> sessions) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return Uni.join()
                .all(sessions.stream().map(this::session).toList())
                .usingConcurrencyOf(CONCURRENCY)
                .andFailFast()
                .map(all -> !all.contains(false));
    }

    /** The time before which the sessions began that end. */
    record SessionsBefore(Instant before) {}

    /** Returns whether {@code oauth} has ended all sessions that began before this time. Never fails. */
    public Uni<Boolean> earlierSessions(Instant before) {
        return withinTimeout(oauth.endEarlierSessions(new SessionsBefore(before)));
    }

    /** Returns whether {@code oauth} has applied the account's state. Never fails. */
    public Uni<Boolean> user(UserState user) {
        return withinTimeout(oauth.user(segment(user.subject()), user));
    }

    /** Returns whether {@code oauth} has applied the account's state and those of its ended sessions. Never fails. */
    public Uni<Boolean> user(UserState user, List<SessionState> ended) {
        return user(user).chain(applied -> sessions(ended).map(all -> applied && all));
    }

    /** Returns whether {@code oauth} has applied the states of all these accounts; after a failure none is sent any more. Never fails. */
    public Uni<Boolean> users(List<UserState> users) {
        return Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUni(this::user)
                .merge(CONCURRENCY)
                .select()
                .where(applied -> !applied)
                .collect()
                .first()
                .map(Objects::isNull);
    }

    /** Returns whether {@code oauth} has applied the group's state. Never fails. */
    public Uni<Boolean> group(GroupState group) {
        return withinTimeout(oauth.group(segment(group.id()), group));
    }

    /** Returns whether {@code oauth} has applied the deletion of the group. Never fails. */
    public Uni<Boolean> groupDeleted(String id, int version) {
        return withinTimeout(oauth.groupDeleted(segment(id), version));
    }

    /** Returns whether {@code oauth} has applied the AuthConfig's state. Never fails. */
    public Uni<Boolean> authConfig(AuthConfigState config) {
        return withinTimeout(oauth.authConfig(segment(config.id()), config));
    }

    /** Returns whether {@code oauth} has applied the deletion of the AuthConfig. Never fails. */
    public Uni<Boolean> authConfigDeleted(String id, int version) {
        return withinTimeout(oauth.authConfigDeleted(segment(id), version));
    }

    /** Ids of this server are validated when they are assigned. */
    private static PathSegment segment(String id) {
        return PathSegment.of(id).orElseThrow();
    }

    /**
     * The result arrives on the context of the caller. Calls that wait for the same access token would otherwise continue on the context of
     * one of them, where they would share its Hibernate session.
     */
    private static Uni<Boolean> withinTimeout(Uni<Void> call) {
        Uni<Boolean> result = applied(call);
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            return caller == null ? result : result.emitOn(MutinyHelper.executor(caller));
        });
    }

    private static Uni<Boolean> applied(Uni<Void> call) {
        return call.onFailure(ConnectionLoss::is)
                .retry()
                .atMost(1)
                .map(done -> true)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(e -> Log.warnf("oauth not notified, the event follows error=%s", e.toString()))
                .onFailure()
                .recoverWithItem(false);
    }
}
