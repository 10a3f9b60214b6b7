package dev.albireo.admin.logout;

import dev.albireo.admin.logout.CredentialsAllSessions.AllSessionsBody;
import dev.albireo.admin.logout.CredentialsAllSessions.AllSessionsEndedBody;
import dev.albireo.admin.logout.OauthClientSessions.ClientSessionsBody;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The end of the sessions of many users in GraphQL: at one client, or all of them. */
@GraphQLApi
public class EndSessionsApi {
    private static final String REASON = "3 to 200 characters, for the audit trail";

    private final OauthClientSessions ofClient;
    private final CredentialsAllSessions all;
    private final OwnerCommands commands;

    EndSessionsApi(
            @RestClient OauthClientSessions ofClient, @RestClient CredentialsAllSessions all, OwnerCommands commands) {
        this.ofClient = ofClient;
        this.all = all;
        this.commands = commands;
    }

    /** Ends all grants of a client and notifies it by back channel; the login sessions of the users continue. */
    @Mutation("endClientSessions")
    @Description(
            "Signs all users out of one client: ends its grants and sends it logout tokens; their login sessions continue")
    public @NonNull Uni<EndedSessions> endClientSessions(
            @NonNull String clientId, @NonNull @Description(REASON) String reason) {
        return Uni.createFrom()
                .item(() -> known(clientId))
                .chain(id -> commands.send(command -> ofClient.end(command, id, new ClientSessionsBody(reason))))
                .map(ended -> new EndedSessions(
                        ended.sessions(),
                        "Client " + clientId + " lost its grants in " + ended.sessions() + " sessions"))
                .onFailure()
                .transform(failure -> refusal(failure, "oauth is unreachable; try again later"));
    }

    /** Ends the sessions of all users, owners included, with all of their grants. */
    @Mutation("endAllSessions")
    @Description(
            "Signs all users out, the acting owner too: ends their sessions with every grant that depends on them. For owners")
    public @NonNull Uni<EndedSessions> endAllSessions(
            @Nullable
                    @Description("only those that began before this time, such as 2026-11-01T00:00:00Z; by default all")
                    String before,
            @NonNull @Description(REASON) String reason) {
        return commands.send(command -> all.end(command, new AllSessionsBody(before, reason)))
                .map(EndSessionsApi::result)
                .onFailure()
                .transform(failure -> refusal(failure, "credentials is unreachable; try again later"));
    }

    private static EndedSessions result(AllSessionsEndedBody ended) {
        String message = ended.sessions() + " sessions ended";
        return new EndedSessions(
                ended.sessions(),
                ended.inForce() ? message : message + "; oauth has not confirmed it yet and follows as soon as it can");
    }

    private static PathSegment known(String clientId) {
        return PathSegment.of(clientId).orElseThrow(() -> Problem.NOT_FOUND.because("client not found"));
    }

    /** The message names the invalid field, if there is one. */
    private static AdminRefusal refusal(Throwable failure, String advice) {
        return failure instanceof ProblemRefusal refusal && refusal.field().isPresent()
                ? AdminRefusal.of(refusal.problem(), refusal.field().get() + ": " + refusal.detail())
                : AdminRefusal.ofCall(failure, advice);
    }
}
