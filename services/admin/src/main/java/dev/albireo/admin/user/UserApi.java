package dev.albireo.admin.user;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.user.CredentialsUserClient.After;
import dev.albireo.admin.user.CredentialsUserClient.ChangedUserBody;
import dev.albireo.admin.user.CredentialsUserClient.EnabledBody;
import dev.albireo.admin.user.CredentialsUserClient.InviteBody;
import dev.albireo.admin.user.CredentialsUserClient.MailBody;
import dev.albireo.admin.user.CredentialsUserClient.PasswordBody;
import dev.albireo.admin.user.CredentialsUserClient.Requirement;
import dev.albireo.admin.user.CredentialsUserClient.Reset;
import dev.albireo.admin.user.CredentialsUserClient.UserCountBody;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Users and their second factor in GraphQL. A successful mutation applies to the very next login. */
@GraphQLApi
public class UserApi {
    private static final int LARGEST_PAGE = 200;
    private final CredentialsUserClient credentials;
    private final NamedUsers users;
    private final OwnerCommands commands;

    UserApi(@RestClient CredentialsUserClient credentials, NamedUsers users, OwnerCommands commands) {
        this.credentials = credentials;
        this.users = users;
        this.commands = commands;
    }

    /** Sets whether a second factor is required of a user. An unknown user is a result, not an error. */
    @Mutation("setUser2faRequired")
    @Description("Sets whether a second factor is required of a user at every login")
    public @NonNull Uni<User2FAResult> setUser2faRequired(
            @NonNull String username,
            boolean required,
            @DefaultValue("false") @Description("also ends the user's sessions and grants") boolean endSessions) {
        return NamedUsers.withRefusals(users.subject(username)
                        .chain(subject -> commands.send(command ->
                                credentials.require(command, subject, new Requirement(required, endSessions)))))
                .map(changed -> User2FAResult.updated(username, changed))
                .onFailure(NamedUsers::isUnknown)
                .recoverWithItem(() -> User2FAResult.unknown(username));
    }

    /** Returns whether a second factor is required of a user, and their passkeys. */
    @Query("user2faStatus")
    @Description("Whether a second factor is required of a user, and whether passkeys are enrolled")
    public @NonNull Uni<User2FAStatus> user2faStatus(@NonNull String username) {
        return users.read(username, credentials::twoFactor).map(User2FAStatus::of);
    }

    /** Returns one user by login name; null where there is none. */
    @Query("user")
    @Description("One user by login name; null if there is none")
    public Uni<User> user(@NonNull String username) {
        return NamedUsers.withRefusals(users.lookUp(username))
                .map(User::of)
                .onFailure(NamedUsers::isUnknown)
                .recoverWithNull();
    }

    /** Returns users by name, or in another order. */
    @Query("users")
    @Description("Users in pages, by name unless another order is wanted")
    public @NonNull Uni<UserPage> users(
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after,
            @Nullable @Description("a part of a username or an email address; the same as filter.text") String search,
            @Nullable @Description("the conditions that users must meet") UserFilterInput filter,
            @DefaultValue("USERNAME") @Description("by last login, users who have never signed in are the earliest")
                    UserOrderInput orderBy)
            throws AdminRefusal {
        if (first < 1 || first > LARGEST_PAGE) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, "first: a page has 1 to " + LARGEST_PAGE + " users");
        }
        return NamedUsers.withRefusals(
                        credentials.list(after, first, orderBy.parameter(), UserFilterInput.query(filter, search)))
                .map(UserPage::of);
    }

    /** Returns the number of users that meet the conditions. */
    @Query("userCount")
    @Description("The number of users")
    public @NonNull Uni<Long> userCount(
            @Nullable @Description("the conditions that users must meet") UserFilterInput filter) throws AdminRefusal {
        return NamedUsers.withRefusals(credentials.count(UserFilterInput.query(filter, null)))
                .map(UserCountBody::count);
    }

    /** Returns login names that were given before the current rules; they remain valid for sign-in. */
    @Query("refusedLoginNames")
    @Description(
            "Login names that violate the current rules, such as names with a semicolon; they remain valid for sign-in")
    public @NonNull Uni<RefusedLoginNamePage> refusedLoginNames(
            @Nullable @Description("the endCursor of the previous page") String after) {
        return NamedUsers.withRefusals(commands.send(command -> credentials.refusedNames(command, new After(after))))
                .map(RefusedLoginNamePage::of);
    }

    /** Creates a user. Without a password the user can sign in once one is set. */
    @Mutation("createUser")
    @Description("Creates a user")
    public @NonNull Uni<User> createUser(@NonNull @Name("input") NewUserInput input) {
        return NamedUsers.withRefusals(commands.send(command -> credentials.create(command, input.toCommand())))
                .map(User::of);
    }

    /** Changes the given fields of a user, whatever created the account. */
    @Mutation("updateUser")
    @Description("Changes some fields of a user")
    public @NonNull Uni<UserResult> updateUser(
            @NonNull String username, @NonNull @Name("input") UserChangesInput changes) {
        return users.change(
                username,
                (command, subject) -> credentials.change(command, subject, changes.toMergePatch()),
                "changed");
    }

    /** Deletes a user with all credentials, sessions and grants; returns the last state. */
    @Mutation("deleteUser")
    @Description("Deletes a user with all credentials, and ends every session and grant; returns the last state")
    public @NonNull Uni<UserResult> deleteUser(@NonNull String username) {
        return users.change(username, credentials::delete, "deleted");
    }

    /** Enables or disables a user; disabling ends all sessions and grants of the user. */
    @Mutation("setUserEnabled")
    @Description("Enables or disables a user; disabling ends every session and grant")
    public @NonNull Uni<UserResult> setUserEnabled(@NonNull String username, boolean enabled) {
        return users.change(
                username,
                (command, subject) -> credentials.enable(command, subject, new EnabledBody(enabled)),
                enabled ? "enabled" : "disabled");
    }

    /** Sets a password and ends the user's sessions. */
    @Mutation("setUserPassword")
    @Description("Sets a user's password; ends the user's sessions and grants")
    public @NonNull Uni<UserResult> setUserPassword(@NonNull String username, @NonNull String password) {
        return users.change(
                username,
                (command, subject) -> credentials.password(command, subject, new PasswordBody(password)),
                "given a new password");
    }

    /** Clears the counters of wrong passwords and second factors, so that the user may try again at once. */
    @Mutation("unlockUser")
    @Description("Clears a user's counters of wrong passwords and second factors")
    public @NonNull Uni<UserResult> unlockUser(@NonNull String username) {
        return users.change(
                username,
                (command, subject) -> credentials.unlock(command, subject).map(view -> new ChangedUserBody(view, true)),
                "unlocked");
    }

    /** Requests a mail with a link by which the user chooses a new password. */
    @Mutation("sendPasswordReset")
    @Description("Sends a user a link for a new password by mail, to a verified address")
    public @NonNull Uni<UserResult> sendPasswordReset(@NonNull String username) {
        return users.change(
                username,
                (command, subject) ->
                        credentials.sendPasswordReset(command, subject).map(view -> new ChangedUserBody(view, true)),
                "sent a link for a new password");
    }

    /** Cancels a reset of the second factors that the user requested; without effect if there is none. */
    @Mutation("cancelFactorReset")
    @Description("Cancels a reset of the second factors that a user requested with albireo.two-factor.self-reset-after")
    public @NonNull Uni<UserResult> cancelFactorReset(@NonNull String username) {
        return users.change(
                username,
                (command, subject) ->
                        credentials.cancelFactorReset(command, subject).map(view -> new ChangedUserBody(view, true)),
                "kept from resetting the second factors");
    }

    /** Issues a code with which a user without a second factor may enrol one; the response is the only place that contains it. */
    @Mutation("issueEnrolmentCode")
    @Description(
            "Issues a code with which a user enrols a first second factor where albireo.two-factor.first-enrolment is with-code;"
                    + " an earlier code of the user is void")
    public @NonNull Uni<EnrolmentCodeResult> issueEnrolmentCode(
            @NonNull String username,
            @DefaultValue("false") @Description("also mails the code to the user's verified address") boolean mail) {
        return NamedUsers.withRefusals(users.subject(username)
                        .chain(subject -> commands.send(
                                command -> credentials.issueEnrolmentCode(command, subject, new MailBody(mail)))))
                .map(issued -> EnrolmentCodeResult.of(username, issued))
                .onFailure(NamedUsers::isUnknown)
                .recoverWithItem(() -> EnrolmentCodeResult.unknown(username));
    }

    /** Sends an invitation: a link by mail, by which its receiver creates an account and proves the address. */
    @Mutation("inviteUser")
    @Description("Sends a link by mail, by which its receiver creates an account with this address")
    public @NonNull Uni<Invitation> inviteUser(
            @NonNull String email, @Nullable @Description("what the page suggests as the name") String name) {
        return NamedUsers.withRefusals(
                        commands.send(command -> credentials.invite(command, new InviteBody(email, name))))
                .map(Invitation::of);
    }

    /** Removes every factor except the password and ends every session and grant. */
    @Mutation("resetUser2fa")
    @Description("Removes every second factor of a user and ends the user's sessions and grants; the reason is audited")
    public @NonNull Uni<UserResult> resetUser2fa(@NonNull String username, @NonNull String reason) {
        return users.change(
                username,
                (command, subject) -> credentials.reset(command, subject, new Reset(reason)),
                "left with the password alone");
    }

    /** The text added to {@code message} where {@code oauth} has not applied the change yet. */
    static String later(boolean inForce) {
        return inForce ? "" : "; oauth could not be reached and follows as soon as it can";
    }
}
