package dev.albireo.oauth.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.Actor;
import dev.albireo.web.AuditReason;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/keys: the signing keys for administrators, who may rotate them early and revoke one. */
@Path("/internal/keys")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class KeysResource {
    private final KeyStore store;
    private final RotateKeys rotateKeys;
    private final RevokeKey revokeKey;
    private final Actor actor;

    KeysResource(KeyStore store, RotateKeys rotateKeys, RevokeKey revokeKey, Actor actor) {
        this.store = store;
        this.rotateKeys = rotateKeys;
        this.revokeKey = revokeKey;
        this.actor = actor;
    }

    /** The active key ids. */
    record ActiveKeyIds(Map<String, String> active) {}

    /** A key of the JWKS and its state. */
    record Described(
            String kid,
            String algorithm,
            String state,
            Instant createdAt,
            @Nullable Instant activatedAt,
            @Nullable Instant retiredAt) {
        static Described of(StoredKey key) {
            return new Described(
                    key.kid(),
                    key.algorithm(),
                    key.state().name(),
                    key.createdAt(),
                    key.activatedAt(),
                    key.retiredAt());
        }
    }

    @GET
    public Uni<List<Described>> list() {
        return store.all().map(keys -> keys.stream().map(Described::of).toList());
    }

    @POST
    @Path("/rotate")
    public Uni<ActiveKeyIds> rotate() {
        return rotateKeys.rotate(actor.name()).map(ActiveKeyIds::new);
    }

    @POST
    @Path("/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ActiveKeyIds> revoke(@Nullable JsonNode body) {
        String kid = text(body, "kid");
        String reason = AuditReason.of(text(body, "reason"));
        return revokeKey.revoke(kid, reason, actor.name()).map(ActiveKeyIds::new);
    }

    private static String text(@Nullable JsonNode body, String field) {
        JsonNode value = body == null ? null : body.get(field);
        if (value == null || !value.isTextual()) {
            throw Problem.UNPROCESSABLE.because(field + " must be a string", field);
        }
        return value.textValue();
    }
}
