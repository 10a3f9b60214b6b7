package dev.albireo.admin.user;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerErrors;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Converts the problem+json of {@code credentials} to the GraphQL error of the same meaning. */
public class CredentialsRefusals implements ResponseExceptionMapper<AdminRefusal> {
    @Override
    public AdminRefusal toThrowable(Response response) {
        try {
            JsonObject problem = new JsonObject(response.readEntity(String.class));
            String field = problem.getString("field");
            String detail = problem.getString("detail", "credentials refused the command");
            return AdminRefusal.of(
                    OwnerErrors.problem(problem.getString("type", ""), response.getStatus()),
                    field == null ? detail : field + ": " + detail);
        } catch (DecodeException | ClassCastException e) {
            return AdminRefusal.of(
                    OwnerErrors.problem("", response.getStatus()), "credentials answered " + response.getStatus());
        }
    }
}
