package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** POST /connect/register (RFC 7591 section 3.1). */
@Path("/connect/register")
@CrossSite("clients call it without a browser; an attacker gains nothing from a request of a user's browser")
class RegistrationResource {
    private final RegisterClient register;
    private final ClientInformationResponses responses;
    private final ClientAddress address;

    RegistrationResource(RegisterClient register, ClientInformationResponses responses, ClientAddress address) {
        this.register = register;
        this.responses = responses;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> register(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable JsonNode body,
            RoutingContext routing) {
        register.requireOpen();
        if (body == null) {
            throw OAuthError.INVALID_CLIENT_METADATA.because("the body must be a JSON object");
        }
        return register.register(body, BearerToken.of(authorization), address.of(routing))
                .map(registered -> response(201, responses.of(registered)));
    }

    /** Returns a response that must not be cached. */
    static Response response(int status, ObjectNode client) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(client)
                .build();
    }
}
