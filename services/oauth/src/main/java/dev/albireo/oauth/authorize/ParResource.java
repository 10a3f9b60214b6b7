package dev.albireo.oauth.authorize;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.client.authentication.ClientAuthentication;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** POST /par (RFC 9126 section 2.1): a client pushes an authorization request directly, without a browser. */
@Path("/par")
@CrossSite("clients call it with their own authentication; cookies count for nothing here")
class ParResource {
    private final ClientAuthentication authentication;
    private final PushAuthorizationRequest push;
    private final ClientAddress address;

    ParResource(ClientAuthentication authentication, PushAuthorizationRequest push, ClientAddress address) {
        this.authentication = authentication;
        this.push = push;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> form(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context ServerRequestContext request,
            RoutingContext routing) {
        Form form = Parameters.checked(Form.of(request)).withoutRepeats(ResourceIndicators.REPEATABLE);
        return authentication
                .authenticate(Optional.ofNullable(authorization), form, address.of(routing))
                .map(ParResource::application)
                .chain(client -> push.push(client, form))
                .map(pushed -> Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Pragma", "no-cache")
                        .entity(new PushedAuthorizationResponse(
                                pushed.uri(), pushed.lifetime().toSeconds()))
                        .build());
    }

    private static Client application(AuthenticatedClient caller) {
        return switch (caller) {
            case AuthenticatedClient.RegisteredClient application -> application.client();
            case AuthenticatedClient.InternalService service ->
                throw OAuthError.UNAUTHORIZED_CLIENT.because("service clients cannot request authorization by users");
        };
    }

    /** RFC 9126 section 2.2. */
    record PushedAuthorizationResponse(
            @JsonProperty("request_uri") String requestUri,
            @JsonProperty("expires_in") long expiresIn) {
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }
}
