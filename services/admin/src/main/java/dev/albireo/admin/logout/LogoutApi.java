package dev.albireo.admin.logout;

import dev.albireo.admin.logout.OauthLogouts.LogoutRetryBody;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Back-channel logouts in GraphQL: those that were not delivered. */
@GraphQLApi
public class LogoutApi {
    private static final int LARGEST_PAGE = 500;

    private final OauthLogouts logouts;
    private final OwnerCommands commands;

    LogoutApi(@RestClient OauthLogouts logouts, OwnerCommands commands) {
        this.logouts = logouts;
        this.commands = commands;
    }

    /** Returns the newest first. */
    @Query("logoutDeliveries")
    @Description("Logout notifications of clients that are due or have failed for good, newest first")
    public @NonNull Uni<@NonNull List<@NonNull LogoutDelivery>> logoutDeliveries(
            @Nullable @Description("the id of one client") String client,
            @DefaultValue("50") @Description("1 to 500") int first) {
        return logouts.list(client, Math.clamp(first, 1, LARGEST_PAGE))
                .map(OauthLogouts.LogoutDeliveriesBody::items)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, "oauth is unreachable; try again later"));
    }

    /** Rejected where no delivery has failed for good. */
    @Mutation("retryLogoutDelivery")
    @Description("Repeats a logout notification of a client that has failed for good")
    public @NonNull Uni<@NonNull Boolean> retryLogoutDelivery(@NonNull String sessionId, @NonNull String clientId) {
        return commands.send(command -> logouts.retry(command, new LogoutRetryBody(sessionId, clientId)))
                .replaceWith(true)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, "oauth is unreachable; try again later"));
    }
}
