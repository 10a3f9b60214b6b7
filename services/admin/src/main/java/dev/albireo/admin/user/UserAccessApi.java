package dev.albireo.admin.user;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.user.CredentialsAccessClient.FactorRemovalBody;
import dev.albireo.admin.user.CredentialsAccessClient.ReasonBody;
import dev.albireo.admin.user.OauthApplicationClient.AccessRemovalBody;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** How a user is signed in, can sign in, and what applications may do for the user, in GraphQL; and the export of all of it. */
@GraphQLApi
public class UserAccessApi {
    private static final String REASON = "3 to 200 characters, for the audit trail";

    private final CredentialsAccessClient credentials;
    private final OauthApplicationClient oauth;
    private final NamedUsers users;
    private final ExportUser export;
    private final OwnerCommands commands;

    UserAccessApi(
            @RestClient CredentialsAccessClient credentials,
            @RestClient OauthApplicationClient oauth,
            NamedUsers users,
            ExportUser export,
            OwnerCommands commands) {
        this.credentials = credentials;
        this.oauth = oauth;
        this.users = users;
        this.export = export;
        this.commands = commands;
    }

    /** Returns the active sessions, the last used first, at most 50. */
    @Query("sessions")
    @Description("The active sessions of a user, the last used first, at most 50")
    public @NonNull Uni<@NonNull List<@NonNull UserSession>> sessions(@NonNull String username) {
        return users.read(username, credentials::sessions).map(CredentialsAccessClient.SessionsBody::items);
    }

    /** Ends one session of a user, with every grant that depends on it. */
    @Mutation("endSession")
    @Description("Ends a session of a user with every grant that depends on it")
    public @NonNull Uni<UserResult> endSession(
            @NonNull String username, @NonNull String id, @NonNull @Description(REASON) String reason)
            throws AdminRefusal {
        PathSegment session = uuid(id);
        return users.change(
                username,
                (command, subject) -> credentials.endSession(command, subject, session, new ReasonBody(reason)),
                "signed out of one session");
    }

    /** Ends all sessions of a user, with every grant that depends on them. */
    @Mutation("endSessions")
    @Description("Ends all sessions of a user with every grant that depends on them")
    public @NonNull Uni<UserResult> endSessions(@NonNull String username, @NonNull @Description(REASON) String reason) {
        return users.change(
                username,
                (command, subject) -> credentials.endSessions(command, subject, new ReasonBody(reason)),
                "signed out of all sessions");
    }

    /** Returns the passkeys and the authenticator application of a user. */
    @Query("factors")
    @Description("The second factors of a user: passkeys, oldest first, and the authenticator application")
    public @NonNull Uni<@NonNull List<@NonNull UserFactor>> factors(@NonNull String username) {
        return users.read(username, credentials::factors).map(CredentialsAccessClient.FactorsBody::items);
    }

    /** Removes one second factor of a user and ends all sessions and grants. */
    @Mutation("removeFactor")
    @Description("Removes one second factor of a user and ends the user's sessions and grants")
    public @NonNull Uni<UserResult> removeFactor(
            @NonNull String username,
            @NonNull @Description("as factors lists it") String id,
            @NonNull @Description(REASON) String reason) {
        return users.change(
                username,
                (command, subject) -> credentials.removeFactor(command, subject, new FactorRemovalBody(id, reason)),
                "signed out, and the factor was removed");
    }

    /** Returns the applications with access to the account. */
    @Query("applications")
    @Description("The clients with access to an account: by the user's consent, or by a grant that can be refreshed")
    public @NonNull Uni<@NonNull List<@NonNull UserApplication>> applications(@NonNull String username) {
        return users.read(username, oauth::list).map(OauthApplicationClient.ApplicationsBody::items);
    }

    /** Deletes the user's consent for a client and ends its grants. */
    @Mutation("revokeApplication")
    @Description("Deletes the user's consent for a client and ends its grants")
    public @NonNull Uni<@NonNull Boolean> revokeApplication(
            @NonNull String username, @NonNull String clientId, @NonNull @Description(REASON) String reason) {
        return users.read(
                        username,
                        subject -> commands.send(
                                command -> oauth.revoke(command, subject, new AccessRemovalBody(clientId, reason))))
                .replaceWith(true);
    }

    /** Returns what is stored about a user, without secrets; the export is audited. */
    @Mutation("exportUser")
    @Description("What is stored about a user, without secrets, as JSON; audited, and therefore a mutation")
    public @NonNull Uni<UserExport> exportUser(@NonNull String username) {
        return users.read(username, subject -> export.of(username, subject));
    }

    private static PathSegment uuid(String id) throws AdminRefusal {
        try {
            return PathSegment.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, "id: must be a UUID");
        }
    }
}
