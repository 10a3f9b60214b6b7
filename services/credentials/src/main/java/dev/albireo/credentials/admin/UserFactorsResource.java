package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.admin.UserFactors.ListedFactor;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/users/{subject}/factors: the second factors of a user, for the admin API. */
@Path("/internal/users/{subject}/factors")
@ByAdministrator
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class UserFactorsResource {
    private final Users users;
    private final UserFactors factors;

    UserFactorsResource(Users users, UserFactors factors) {
        this.users = users;
        this.factors = factors;
    }

    /** The second factors of a user. */
    record FactorList(List<ListedFactor> items) {}

    @GET
    public Uni<FactorList> list(@RestPath UUID subject) {
        return requireUser(subject).chain(user -> factors.of(subject)).map(FactorList::new);
    }

    /** Removes one factor and ends all sessions of the user. */
    @POST
    @Path("/remove")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> remove(@RestPath UUID subject, @Nullable JsonNode json) {
        JsonBody body = JsonBody.of(json);
        return factors.remove(subject, body.text("id"), body.reason());
    }

    private Uni<UserView> requireUser(UUID subject) {
        return users.viewBySubject(subject)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("user not found")));
    }
}
