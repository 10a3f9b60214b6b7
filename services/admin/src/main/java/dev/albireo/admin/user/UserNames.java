package dev.albireo.admin.user;

import dev.albireo.admin.audit.ActorNames;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.resource.LoginNames;
import dev.albireo.admin.user.CredentialsUserClient.SubjectsBody;
import dev.albireo.admin.user.CredentialsUserClient.UserNamesBody;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Reads the login names of users from {@code credentials}. */
@ApplicationScoped
class UserNames implements ActorNames, LoginNames {
    private static final Pattern SUBJECT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final CredentialsUserClient credentials;
    private final OwnerCommands commands;
    private final NamedUsers users;

    UserNames(@RestClient CredentialsUserClient credentials, OwnerCommands commands, NamedUsers users) {
        this.credentials = credentials;
        this.commands = commands;
        this.users = users;
    }

    @Override
    public Uni<Map<String, String>> of(Set<String> ids) {
        List<String> subjects =
                ids.stream().filter(id -> SUBJECT.matcher(id).matches()).toList();
        return subjects.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : commands.send(command -> credentials.names(command, new SubjectsBody(subjects)))
                        .map(UserNamesBody::names);
    }

    @Override
    public Uni<Optional<String>> find(String loginName) {
        return users.lookUp(loginName)
                .map(user -> Optional.of(user.subject()))
                .onFailure(UserNames::isUnknown)
                .recoverWithItem(Optional.empty());
    }

    /** Text that cannot be a login name is one of no user. */
    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ProblemRefusal refusal
                && (refusal.problem() == Problem.NOT_FOUND || refusal.problem() == Problem.UNPROCESSABLE);
    }

    @Override
    public Uni<String> subject(String username) {
        return users.read(username, subject -> Uni.createFrom().item(subject.toString()));
    }
}
