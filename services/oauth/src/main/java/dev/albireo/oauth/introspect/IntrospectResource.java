package dev.albireo.oauth.introspect;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.client.authentication.ClientAuthentication;
import dev.albireo.oauth.param.JsonForm;
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

/** POST /introspect (RFC 7662 section 2.1), for confidential clients; form or JSON. */
@Path("/introspect")
@CrossSite("clients call it with their own authentication; cookies count for nothing here")
class IntrospectResource {
    private final ClientAuthentication authentication;
    private final TokenIntrospection introspect;
    private final ClientAddress address;

    IntrospectResource(ClientAuthentication authentication, TokenIntrospection introspect, ClientAddress address) {
        this.authentication = authentication;
        this.introspect = introspect;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> form(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context ServerRequestContext request,
            RoutingContext routing) {
        return response(authorization, Form.of(request), address.of(routing));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> json(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            byte @Nullable [] body,
            RoutingContext routing) {
        return response(authorization, JsonForm.read(body), address.of(routing));
    }

    private Uni<Response> response(@Nullable String authorization, Form sent, String from) {
        Form form = Parameters.checked(sent).withoutRepeats();
        return authentication
                .authenticate(Optional.ofNullable(authorization), form, from)
                .map(IntrospectResource::confidential)
                .chain(client -> introspect.introspect(client, form.required("token")))
                .map(introspection -> Response.ok(introspection)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Pragma", "no-cache")
                        .build());
    }

    private static Client confidential(AuthenticatedClient caller) {
        if (caller instanceof AuthenticatedClient.RegisteredClient application && application.proved()) {
            return application.client();
        }
        throw OAuthError.INVALID_CLIENT.because("introspection requires client authentication");
    }
}
