package dev.albireo.oauth.revoke;

import dev.albireo.oauth.client.Client;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** POST /revoke (RFC 7009 section 2.1). The response is the same for an unknown, expired or just revoked token. */
@Path("/revoke")
@CrossSite("clients call it with their own authentication; cookies count for nothing here")
class RevokeResource {
    private final ClientAuthentication authentication;
    private final TokenRevocation revoke;
    private final ClientAddress address;

    RevokeResource(ClientAuthentication authentication, TokenRevocation revoke, ClientAddress address) {
        this.authentication = authentication;
        this.revoke = revoke;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> form(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context ServerRequestContext request,
            RoutingContext routing) {
        Form form = Parameters.checked(Form.of(request)).withoutRepeats();
        return authentication
                .authenticate(Optional.ofNullable(authorization), form, address.of(routing))
                .map(RevokeResource::application)
                .chain(client -> revoke.revoke(client, form.required("token"), address.of(routing)))
                .replaceWith(() -> Response.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Pragma", "no-cache")
                        .build());
    }

    /** A public client has no credentials besides its id; possession of the token is sufficient. */
    private static Client application(AuthenticatedClient caller) {
        return switch (caller) {
            case AuthenticatedClient.RegisteredClient application -> application.client();
            case AuthenticatedClient.InternalService service ->
                throw OAuthError.UNAUTHORIZED_CLIENT.because("service clients cannot revoke tokens");
        };
    }
}
