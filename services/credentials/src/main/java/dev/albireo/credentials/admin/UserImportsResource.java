package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.albireo.credentials.admin.ImportedLine.Outcome;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** POST /internal/user-imports: a batch of users, each with its own outcome. */
@Path("/internal/user-imports")
@ByAdministrator
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class UserImportsResource {
    private final ImportUsers importUsers;

    UserImportsResource(ImportUsers importUsers) {
        this.importUsers = importUsers;
    }

    /** The outcomes, and how many of each kind there are. */
    record UserImport(long created, long unchanged, long refused, List<ImportedLine> lines) {
        private static UserImport of(List<ImportedLine> lines) {
            return new UserImport(
                    count(lines, Outcome.CREATED),
                    count(lines, Outcome.UNCHANGED),
                    count(lines, Outcome.REFUSED),
                    lines);
        }

        private static long count(List<ImportedLine> lines, Outcome outcome) {
            return lines.stream().filter(line -> line.outcome() == outcome).count();
        }
    }

    /** With {@code dryRun}, the lines are validated and answered, but no user is created. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<UserImport> create(@RestQuery boolean dryRun, @Nullable JsonNode body) {
        List<JsonNode> lines = lines(body);
        return (dryRun ? importUsers.examine(lines) : importUsers.create(lines)).map(UserImport::of);
    }

    private static List<JsonNode> lines(@Nullable JsonNode body) {
        if (body == null || !(body.path("users") instanceof ArrayNode users)) {
            throw Problem.BAD_REQUEST.because("the body must be an object with the list users", "users");
        }
        if (users.isEmpty() || users.size() > ImportUsers.MAX_LINES) {
            throw Problem.UNPROCESSABLE.because("a batch has 1 to " + ImportUsers.MAX_LINES + " users", "users");
        }
        return StreamSupport.stream(users.spliterator(), false).toList();
    }
}
