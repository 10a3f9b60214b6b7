package dev.albireo.oauth.client.resource;

import dev.albireo.web.Actor;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** POST /internal/resources/Client/{id}/rotate-secret: the only response that contains the new secret. */
@Path("/internal/resources/Client/{id}/rotate-secret")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RotateSecretResource {
    private static final int MAX_LENGTH = 40;

    private final RotateSecret rotateSecret;
    private final Actor actor;

    RotateSecretResource(RotateSecret rotateSecret, Actor actor) {
        this.rotateSecret = rotateSecret;
        this.actor = actor;
    }

    /** {@code overlap} in ISO 8601, such as {@code PT24H}; absent: as configured. */
    record SecretRotationRequest(@Nullable String overlap) {}

    @POST
    public Uni<Response> rotate(@RestPath String id, @Nullable SecretRotationRequest request) {
        Optional<Duration> overlap =
                Optional.ofNullable(request).map(SecretRotationRequest::overlap).map(RotateSecretResource::duration);
        return rotateSecret
                .rotate(id, overlap, actor.name())
                .map(rotated -> Response.ok(rotated)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private static Duration duration(String text) {
        try {
            if (text.length() <= MAX_LENGTH) {
                return Duration.parse(text);
            }
        } catch (DateTimeParseException e) {
            // as below
        }
        throw Problem.UNPROCESSABLE.because("overlap must be a duration such as PT24H", "overlap");
    }
}
