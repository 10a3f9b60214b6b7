package dev.albireo.oauth.key;

import dev.albireo.protocol.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** GET /.well-known/jwks.json: the public parts of all keys for verification (RFC 7517 section 5). */
@Path("/.well-known/jwks.json")
class JwksResource {
    /** RFC 7517 section 8.5.2. */
    private static final String JWK_SET = "application/jwk-set+json";

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, JWK_SET})
    public Uni<Response> jwks(@Context Request request) {
        return keys.document().map(bytes -> response(bytes, request));
    }

    /** Answers a conditional request (RFC 9110 section 13.1.2). */
    private static Response response(Buffer document, Request request) {
        EntityTag tag = new EntityTag(Sha256.of(document.toString()));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(document) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + KeyRotationSchedule.CACHED.toSeconds())
                .build();
    }
}
