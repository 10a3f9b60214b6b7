package dev.albireo.webhooks.ssf;

import dev.albireo.webhooks.key.SetSigningKeys;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** GET /ssf/jwks: the public keys that verify security event tokens (RFC 7517 section 5). */
@Path(SsfJwksResource.PATH)
class SsfJwksResource {
    static final String PATH = "/ssf/jwks";

    private final SetSigningKeys keys;

    SsfJwksResource(SetSigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> jwks() {
        return keys.document()
                .map(document -> Response.ok(document)
                        .header(
                                HttpHeaders.CACHE_CONTROL,
                                "public, max-age=" + SetSigningKeys.cacheable().toSeconds())
                        .build());
    }
}
