package dev.albireo.admin.owner;

import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Forwards a problem of the owning service unchanged: the same kind, detail and field. An internal fault there is not explained. */
public class OwnerErrors implements ResponseExceptionMapper<ProblemRefusal> {
    @Override
    public ProblemRefusal toThrowable(Response response) {
        int status = response.getStatus();
        if (status >= 500) {
            return Problem.UNAVAILABLE.because("the owning service is temporarily unavailable");
        }
        try {
            JsonObject problem = new JsonObject(response.readEntity(String.class));
            return problem(problem.getString("type", ""), status)
                    .because(
                            problem.getString("detail", "the owning service rejected the request"),
                            problem.getString("field"));
        } catch (DecodeException | ClassCastException e) {
            return problem("", status).because("the owning service rejected the request with status " + status);
        }
    }

    /** The problem of this type; where the type is unknown, one of this status. */
    private static Problem problem(String type, int status) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.type().equals(type))
                .findFirst()
                .or(() -> Arrays.stream(Problem.values())
                        .filter(problem -> problem.status() == status)
                        .findFirst())
                .orElse(status >= 500 ? Problem.UNAVAILABLE : Problem.BAD_REQUEST);
    }
}
