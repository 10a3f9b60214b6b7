package dev.albireo.oauth.key;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** GET /.well-known/jwks.json: the public parts of every key that may verify (RFC 7517 section 5). */
@Path("/.well-known/jwks.json")
class JwksResource {
    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> jwks() {
        return keys.document()
                .map(bytes -> Response.ok(bytes)
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                        .build());
    }
}
