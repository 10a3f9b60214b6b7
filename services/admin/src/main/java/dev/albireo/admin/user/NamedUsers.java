package dev.albireo.admin.user;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.user.CredentialsUserClient.ChangedUserBody;
import dev.albireo.admin.user.CredentialsUserClient.Named;
import dev.albireo.admin.user.CredentialsUserClient.UserBody;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Commands on users by login name: the name is resolved once, and the command acts on the subject. */
@ApplicationScoped
class NamedUsers {
    private final CredentialsUserClient credentials;
    private final OwnerCommands commands;

    NamedUsers(@RestClient CredentialsUserClient credentials, OwnerCommands commands) {
        this.credentials = credentials;
        this.commands = commands;
    }

    Uni<UserBody> lookUp(String username) {
        return commands.send(command -> credentials.lookUp(command, new Named(username)));
    }

    /** Returns the subject of a login name; the command acts on the subject, even if the name changes meanwhile. */
    Uni<PathSegment> subject(String username) {
        return lookUp(username).map(view -> PathSegment.of(UUID.fromString(view.subject())));
    }

    /** Runs a command on a user; an unknown user is a result, not an error. */
    Uni<UserResult> change(
            String username, BiFunction<CommandId, PathSegment, Uni<ChangedUserBody>> call, String done) {
        return withRefusals(subject(username))
                .map(Optional::of)
                .onFailure(NamedUsers::isUnknown)
                .recoverWithItem(Optional.empty())
                .chain(subject -> subject.map(known -> change(username, known, call, done))
                        .orElseGet(() -> Uni.createFrom().item(UserResult.unknown(username))));
    }

    private Uni<UserResult> change(
            String username,
            PathSegment subject,
            BiFunction<CommandId, PathSegment, Uni<ChangedUserBody>> call,
            String done) {
        return withRefusals(commands.send(command -> call.apply(command, subject)))
                .map(changed -> UserResult.of(username, changed, done))
                .onFailure(NamedUsers::isUnknown)
                .recoverWithItem(failure -> UserResult.notFound(username, failure));
    }

    /** Returns what is read of a user; an unknown user is an error. */
    <T> Uni<T> read(String username, Function<PathSegment, Uni<T>> call) {
        return withRefusals(subject(username))
                .onFailure(NamedUsers::isUnknown)
                .transform(unknown -> AdminRefusal.of(Problem.NOT_FOUND, "User not found: " + username))
                .chain(subject -> withRefusals(call.apply(subject)));
    }

    static <T> Uni<T> withRefusals(Uni<T> response) {
        return response.onFailure().transform(NamedUsers::refusal);
    }

    static boolean isUnknown(Throwable failure) {
        return failure instanceof AdminRefusal.NotFound;
    }

    /** The message names the invalid field, if there is one. */
    private static AdminRefusal refusal(Throwable failure) {
        return failure instanceof ProblemRefusal refusal && refusal.field().isPresent()
                ? AdminRefusal.of(refusal.problem(), refusal.field().get() + ": " + refusal.detail())
                : AdminRefusal.ofCall(failure, "credentials is unreachable; read the user before you try again");
    }
}
