package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.registration.ManageClient.Call;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** /connect/register/{id} (RFC 7592 section 2), with a registration access token. */
@Path("/connect/register/{id}")
@CrossSite("the registration access token is the proof; cookies count for nothing here")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RegisteredClientResource {
    private final ManageClient manage;
    private final ClientInformationResponses responses;
    private final ClientAddress address;

    RegisteredClientResource(ManageClient manage, ClientInformationResponses responses, ClientAddress address) {
        this.manage = manage;
        this.responses = responses;
        this.address = address;
    }

    @GET
    public Uni<Response> read(
            @RestPath String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            RoutingContext routing) {
        return manage.read(call(id, authorization, routing))
                .map(registered -> RegistrationResource.response(200, responses.of(registered)));
    }

    @PUT
    public Uni<Response> replace(
            @RestPath String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable JsonNode body,
            RoutingContext routing) {
        if (body == null) {
            throw OAuthError.INVALID_CLIENT_METADATA.because("the body must be a JSON object");
        }
        return manage.replace(call(id, authorization, routing), body)
                .map(registered -> RegistrationResource.response(200, responses.of(registered)));
    }

    @DELETE
    public Uni<Response> delete(
            @RestPath String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            RoutingContext routing) {
        return manage.delete(call(id, authorization, routing))
                .map(done -> Response.noContent()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Pragma", "no-cache")
                        .build());
    }

    private Call call(String id, @Nullable String authorization, RoutingContext routing) {
        return new Call(id, BearerToken.of(authorization), address.of(routing));
    }
}
