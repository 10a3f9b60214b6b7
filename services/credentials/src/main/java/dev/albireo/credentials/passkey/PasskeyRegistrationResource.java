package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.credentials.factor.ScriptProblems;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** POST /webauthn/register/start and /finish. A partial session may register a first passkey only, as the rules require. */
@Path("/webauthn/register")
@Access(Who.PARTIAL)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PasskeyRegistrationResource {
    private final RegisterPasskey registerPasskey;
    private final CurrentAuthentication currentAuthentication;

    PasskeyRegistrationResource(RegisterPasskey registerPasskey, CurrentAuthentication currentAuthentication) {
        this.registerPasskey = registerPasskey;
        this.currentAuthentication = currentAuthentication;
    }

    record RegisteredPasskey(
            boolean verified, @JsonProperty("credential_id") String credentialId) {}

    @POST
    @Path("/start")
    public Uni<String> start(@Nullable String body) {
        CeremonyBody.parse(body);
        return ScriptProblems.inWords(() -> registerPasskey.start(currentAuthentication.requireSession()))
                .map(options -> "{\"options\":" + options + "}");
    }

    @POST
    @Path("/finish")
    public Uni<RegisteredPasskey> finish(@Nullable String body) {
        return ScriptProblems.inWords(() -> registerPasskey.finish(
                        currentAuthentication.requireSession(),
                        CeremonyBody.parse(body),
                        currentAuthentication.browser()))
                .map(id -> new RegisteredPasskey(true, id));
    }
}
