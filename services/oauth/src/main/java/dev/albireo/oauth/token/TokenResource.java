package dev.albireo.oauth.token;

import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.client.authentication.ClientAuthentication;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.param.JsonForm;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.token.AuthorizationCodeGrant.CodeTokenRequest;
import dev.albireo.oauth.token.RefreshTokenGrant.RefreshTokenRequest;
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

/** POST /token (RFC 6749 section 3.2), form or JSON: authenticates the client and selects the grant. The grants hold the rules. */
@Path("/token")
@CrossSite("clients call it with their own authentication; cookies count for nothing here")
class TokenResource {
    private final ClientAuthentication authentication;
    private final AuthorizationCodeGrant redeemCode;
    private final RefreshTokenGrant refreshGrant;
    private final DeviceCodeGrant redeemDeviceCode;
    private final ClientCredentialsGrant clientCredentials;
    private final ClientAddress address;
    private final TokenMeters meters;

    TokenResource(
            ClientAuthentication authentication,
            AuthorizationCodeGrant redeemCode,
            RefreshTokenGrant refreshGrant,
            DeviceCodeGrant redeemDeviceCode,
            ClientCredentialsGrant clientCredentials,
            ClientAddress address,
            TokenMeters meters) {
        this.authentication = authentication;
        this.redeemCode = redeemCode;
        this.refreshGrant = refreshGrant;
        this.redeemDeviceCode = redeemDeviceCode;
        this.clientCredentials = clientCredentials;
        this.address = address;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> form(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context ServerRequestContext request,
            RoutingContext routing) {
        return token(authorization, Form.of(request), routing);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> json(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            byte @Nullable [] body,
            RoutingContext routing) {
        return token(authorization, JsonForm.read(body), routing);
    }

    private Uni<Response> token(@Nullable String authorization, Form sent, RoutingContext routing) {
        Form form = Parameters.checked(sent).withoutRepeats(ResourceIndicators.REPEATABLE);
        return authentication
                .authenticate(Optional.ofNullable(authorization), form, address.of(routing))
                .chain(caller -> grant(caller, form, address.of(routing)))
                .invoke(tokens -> meters.issued(form.required("grant_type")))
                .map(TokenResource::response);
    }

    private Uni<TokenResponse> grant(AuthenticatedClient caller, Form form, String from) {
        String grantType = form.required("grant_type");
        return switch (grantType) {
            case AuthorizationCodeGrant.GRANT_TYPE ->
                redeemCode.redeem(application(caller, grantType), CodeTokenRequest.of(form), from);
            case RefreshTokenGrant.GRANT_TYPE ->
                refreshGrant.refresh(application(caller, grantType).client(), RefreshTokenRequest.of(form), from);
            case GrantSettings.DEVICE_CODE ->
                redeemDeviceCode.redeem(
                        application(caller, grantType).client(), DeviceCodeGrant.DeviceTokenRequest.of(form), from);
            case ClientCredentialsGrant.GRANT_TYPE -> clientCredentials.grant(caller, form);
            default ->
                throw OAuthError.UNSUPPORTED_GRANT_TYPE.because(
                        "grant_type is not supported; see grant_types_supported");
        };
    }

    private static AuthenticatedClient.RegisteredClient application(AuthenticatedClient caller, String grantType) {
        if (caller instanceof AuthenticatedClient.RegisteredClient application
                && application.client().mayUse(grantType)) {
            return application;
        }
        throw OAuthError.UNAUTHORIZED_CLIENT.because("the client may not use this grant_type");
    }

    private static Response response(TokenResponse tokens) {
        return Response.ok(tokens)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}
