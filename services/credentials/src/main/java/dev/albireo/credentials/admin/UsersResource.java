package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.admin.DeclareUser.DeclarationResult;
import dev.albireo.credentials.admin.ExportAccount.ExportedAccount;
import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.PasswordOwner;
import dev.albireo.credentials.password.PasswordRules;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.user.AccountCreator;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.credentials.user.RefusedNames;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.web.Actor;
import dev.albireo.web.AdministratorPermission;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/users: administrators' commands on accounts, for the admin API. */
@Path("/internal/users")
@ByAdministrator
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class UsersResource {
    private static final int MAX_REFUSED = 200;
    private static final int MAX_NAMES = 1_000;

    private final Users users;
    private final CreateUser createUser;
    private final UserAdministration administer;
    private final DeclareUser declare;
    private final ExportAccount export;
    private final PasswordRules passwordRules;
    private final Actor actor;
    private final AdministratorRights rights;

    UsersResource(
            Users users,
            CreateUser createUser,
            UserAdministration administer,
            DeclareUser declare,
            ExportAccount export,
            PasswordRules passwordRules,
            Actor actor,
            AdministratorRights rights) {
        this.users = users;
        this.createUser = createUser;
        this.administer = administer;
        this.declare = declare;
        this.export = export;
        this.passwordRules = passwordRules;
        this.actor = actor;
        this.rights = rights;
    }

    /** The number of accounts of a list. */
    record UserCount(long count) {}

    /** A page of accounts, and the position of the next one. */
    record UserListPage(List<UserView> items, @Nullable String next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> create(@Nullable JsonNode json) {
        JsonBody body = JsonBody.of(json);
        NewUser user = new NewUser(
                body.text("username"),
                body.optionalText("email").filter(email -> !email.isEmpty()),
                body.flag("emailVerified", false),
                body.strings("groups"),
                body.flag("requires2fa", false),
                body.map("claims"));
        rights.checkGroups(List.of(), user.groups());
        Uni<Optional<NewPassword>> password = body.optionalText("password")
                .map(text -> password(text, user.username(), user.email()).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        return password.chain(accepted -> createUser.create(
                        user, accepted, new AccountCreator(actor.name(), null, HashCaller.ADMINISTRATION)))
                .map(view -> Response.status(201).entity(view).build());
    }

    /** Resolves a login name, once; every command names the user by the subject. */
    @POST
    @Path("/lookup")
    @ByAdministrator(permission = AdministratorPermission.READ, stepUp = false)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<UserView> lookUp(@Nullable JsonNode json) {
        return users.viewByLoginName(JsonBody.of(json).text("username")).map(UsersResource::requireFound);
    }

    /** The login names of users by their subjects. */
    record UserNameList(Map<UUID, String> names) {}

    /** Returns the login names of those subjects that accounts have. */
    @POST
    @Path("/names")
    @ByAdministrator(permission = AdministratorPermission.READ, stepUp = false)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<UserNameList> names(@Nullable JsonNode json) {
        return users.names(subjects(JsonBody.of(json).strings("subjects"))).map(UserNameList::new);
    }

    private static List<UUID> subjects(List<String> texts) {
        if (texts.size() > MAX_NAMES) {
            throw Problem.UNPROCESSABLE.because("subjects must be at most " + MAX_NAMES, "subjects");
        }
        try {
            return texts.stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw Problem.UNPROCESSABLE.because("subjects must be UUIDs", "subjects");
        }
    }

    /** Returns login names that violate the current rules; they remain valid for sign-in. */
    @POST
    @Path("/refused-names")
    @ByAdministrator(permission = AdministratorPermission.READ, stepUp = false)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RefusedNames> refusedNames(@Nullable JsonNode json) {
        String after = JsonBody.of(json).optionalText("after").orElse("");
        if (!LoginName.isPlain(after)) {
            throw Problem.BAD_REQUEST.because("after is invalid", "after");
        }
        return users.refusedNames(after, MAX_REFUSED);
    }

    @GET
    @Path("/{subject}")
    public Uni<UserView> get(@RestPath UUID subject) {
        return requireUser(subject);
    }

    /** Changes the account by a merge patch (RFC 7396) of its {@code User} resource, whatever created it. */
    @PATCH
    @Path("/{subject}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> change(@RestPath UUID subject, @Nullable JsonNode json) {
        return requireUser(subject)
                .chain(user -> declare.patch(resourceId(user), json, null))
                .map(UsersResource::changed);
    }

    /** Deletes the account, whatever created it; returns its last state. */
    @DELETE
    @Path("/{subject}")
    public Uni<ChangedUser> delete(@RestPath UUID subject) {
        return requireUser(subject)
                .chain(user -> declare.delete(resourceId(user), null))
                .map(UsersResource::changed);
    }

    private static ChangedUser changed(DeclarationResult result) {
        return new ChangedUser(result.user().user(), result.inForce());
    }

    private static String resourceId(UserView user) {
        return Optional.ofNullable(user.state().resourceId())
                .orElseGet(() -> user.state().subject());
    }

    /** Returns the number of accounts of a list. */
    @GET
    @Path("/count")
    public Uni<UserCount> count(@BeanParam ListedUsers listed) {
        return users.count(listed.filter()).map(UserCount::new);
    }

    @GET
    public Uni<UserListPage> list(
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String orderBy,
            @BeanParam ListedUsers listed) {
        ListRequest request = ListRequest.of(after, limit, orderBy);
        return users.page(request.order(), request.after(), listed.filter(), request.limit())
                .map(found ->
                        new UserListPage(found.stream().limit(request.limit()).toList(), request.next(found)));
    }

    /** Needs a recent second factor of the administrator, except to require one of the user and to end no session. */
    @PUT
    @Path("/{subject}/two-factor-requirement")
    @ByAdministrator(stepUp = false)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> requireSecondFactor(@RestPath UUID subject, @Nullable JsonNode json) {
        JsonBody body = JsonBody.of(json);
        SecondFactorRequirement requirement =
                new SecondFactorRequirement(body.flag("required"), body.flag("endSessions", false));
        if (requirement.needsRecentProof()) {
            actor.requireRecentSecondFactor();
        }
        return administer.requireSecondFactor(subject, requirement, actor.name());
    }

    /** Returns what this service stores about the user, without secrets; audited. */
    @POST
    @Path("/{subject}/export")
    @ByAdministrator(permission = AdministratorPermission.READ)
    public Uni<ExportedAccount> export(@RestPath UUID subject) {
        return requireUser(subject).chain(export::of);
    }

    @PUT
    @Path("/{subject}/enabled")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> enable(@RestPath UUID subject, @Nullable JsonNode json) {
        return administer.enable(subject, JsonBody.of(json).flag("enabled"), actor.name());
    }

    @PUT
    @Path("/{subject}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> setPassword(@RestPath UUID subject, @Nullable JsonNode json) {
        String password = JsonBody.of(json).text("password");
        return requireUser(subject)
                .chain(user -> password(
                        password,
                        user.state().username(),
                        Optional.ofNullable(user.state().email())))
                .chain(accepted -> administer.setPassword(subject, accepted, actor.name()));
    }

    private Uni<UserView> requireUser(UUID subject) {
        return users.viewBySubject(subject).map(UsersResource::requireFound);
    }

    static UserView requireFound(Optional<UserView> found) {
        return found.orElseThrow(() -> Problem.NOT_FOUND.because("user not found"));
    }

    /** An administrator chooses a password for the first sign-in: it need not be as long as one that the user will keep. */
    private Uni<NewPassword> password(String text, String username, Optional<String> email) {
        return passwordRules.require(text, "password", new PasswordOwner(username, email, false));
    }
}
