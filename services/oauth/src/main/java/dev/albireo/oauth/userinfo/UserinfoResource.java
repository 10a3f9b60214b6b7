package dev.albireo.oauth.userinfo;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Form;
import dev.albireo.web.MissingBearerToken;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
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

/** GET and POST /userinfo (OpenID Connect Core section 5.3), with a bearer token (RFC 6750 sections 2.1 and 2.2). */
@Path("/userinfo")
@CrossSite("the access token is the proof; cookies count for nothing here")
class UserinfoResource {
    private static final String JWT = "application/jwt";

    private final Userinfo userinfo;

    UserinfoResource(Userinfo userinfo) {
        this.userinfo = userinfo;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, JWT})
    public Uni<Response> get(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return response(bearer(authorization));
    }

    @POST
    @Produces({MediaType.APPLICATION_JSON, JWT})
    public Uni<Response> post(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context ServerRequestContext request) {
        Optional<String> header = bearer(authorization);
        Optional<String> body =
                Parameters.checked(Form.of(request)).withoutRepeats().optional("access_token");
        if (header.isPresent() && body.isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("the access token was sent in more than one way");
        }
        return response(header.or(() -> body));
    }

    private Uni<Response> response(Optional<String> token) {
        String present = token.orElseThrow(MissingBearerToken::new);
        return userinfo.claims(present)
                .map(claims -> claims.jwt()
                        .map(jwt -> Response.ok(jwt, JWT))
                        .orElseGet(() -> Response.ok(claims.claims(), MediaType.APPLICATION_JSON_TYPE))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private static Optional<String> bearer(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip())
                .filter(token -> !token.isEmpty());
    }
}
