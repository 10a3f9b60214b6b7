package dev.albireo.oauth.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.client.authentication.ClientAuthentication;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Form;
import dev.albireo.web.WebConfig;
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
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** POST /device_authorization (RFC 8628 section 3.1), for clients that authenticate as at the token endpoint. */
@Path("/device_authorization")
@CrossSite("clients call it with their own authentication; cookies count for nothing here")
class DeviceAuthorizationResource {
    private final ClientAuthentication authentication;
    private final StartDeviceAuthorization begin;
    private final ClientAddress address;
    private final String verificationUri;

    DeviceAuthorizationResource(
            ClientAuthentication authentication, StartDeviceAuthorization begin, ClientAddress address, WebConfig web) {
        this.authentication = authentication;
        this.begin = begin;
        this.address = address;
        this.verificationUri = web.issuerText() + OAuthEndpoint.DEVICE_VERIFICATION.path();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> form(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.USER_AGENT) @Nullable String agent,
            @Context ServerRequestContext request,
            RoutingContext routing) {
        Form form = Parameters.checked(Form.of(request)).withoutRepeats(ResourceIndicators.REPEATABLE);
        var origin =
                new StartDeviceAuthorization.RequestOrigin(address.of(routing), Objects.requireNonNullElse(agent, ""));
        return authentication
                .authenticate(Optional.ofNullable(authorization), form, origin.address())
                .map(DeviceAuthorizationResource::application)
                .chain(client -> begin.begin(client, form, origin))
                .map(started -> Response.ok(response(started))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Pragma", "no-cache")
                        .build());
    }

    private DeviceAuthorizationResponse response(StartDeviceAuthorization.StartedDeviceAuthorization started) {
        String shown = started.userCode().formatted();
        return new DeviceAuthorizationResponse(
                started.code().value(),
                shown,
                verificationUri,
                verificationUri + "?user_code=" + shown,
                started.lifetime().toSeconds(),
                started.interval().toSeconds());
    }

    private static Client application(AuthenticatedClient caller) {
        return switch (caller) {
            case AuthenticatedClient.RegisteredClient application -> application.client();
            case AuthenticatedClient.InternalService service ->
                throw OAuthError.UNAUTHORIZED_CLIENT.because("service clients cannot request authorization by users");
        };
    }

    /** RFC 8628 section 3.2. */
    record DeviceAuthorizationResponse(
            @JsonProperty("device_code") String deviceCode,
            @JsonProperty("user_code") String userCode,
            @JsonProperty("verification_uri") String verificationUri,
            @JsonProperty("verification_uri_complete") String verificationUriComplete,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("interval") long interval) {
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }
}
