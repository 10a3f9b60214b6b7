package dev.albireo.oauth.key;

import dev.albireo.web.Actor;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** POST /internal/keys/rotate: the signing keys move on now. */
@Path("/internal/keys/rotate")
@ByAdministrator
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class RotateKeysResource {
    private final RotateKeys rotateKeys;
    private final Actor actor;

    RotateKeysResource(RotateKeys rotateKeys, Actor actor) {
        this.rotateKeys = rotateKeys;
        this.actor = actor;
    }

    /** What signs from now on. */
    record Rotated(Map<String, String> active) {}

    @POST
    public Uni<Rotated> rotate() {
        return rotateKeys.rotate(actor.name()).map(Rotated::new);
    }
}
