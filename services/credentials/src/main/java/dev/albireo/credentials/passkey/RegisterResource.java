package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.credentials.session.CurrentVisitor;
import dev.albireo.credentials.session.OpenTo;
import dev.albireo.credentials.session.OpenTo.Who;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** POST /webauthn/register/start and /finish. A partial session may register a first passkey only, as the rules require. */
@Path("/webauthn/register")
@OpenTo(Who.PARTIAL)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RegisterResource {
    private final RegisterPasskey registerPasskey;
    private final CurrentVisitor visitor;

    RegisterResource(RegisterPasskey registerPasskey, CurrentVisitor visitor) {
        this.registerPasskey = registerPasskey;
        this.visitor = visitor;
    }

    record Registered(
            boolean verified, @JsonProperty("credential_id") String credentialId) {}

    @POST
    @Path("/start")
    public Uni<String> start(@Nullable String body) {
        CeremonyBody.parse(body);
        return registerPasskey.start(visitor.somebody()).map(options -> "{\"options\":" + options + "}");
    }

    @POST
    @Path("/finish")
    public Uni<Registered> finish(@Nullable String body) {
        return registerPasskey
                .finish(visitor.somebody(), CeremonyBody.parse(body), visitor.browser())
                .map(id -> new Registered(true, id));
    }
}
