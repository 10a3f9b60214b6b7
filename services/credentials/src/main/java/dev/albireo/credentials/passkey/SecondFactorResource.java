package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.Cookies;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** POST /webauthn/2fa/start and /finish: proves a passkey in the current session. */
@Path("/webauthn/2fa")
@Access(Who.PARTIAL)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SecondFactorResource {
    private final VerifyPasskey prove;
    private final Interactions interactions;
    private final CurrentAuthentication currentAuthentication;
    private final Cookies cookies;

    SecondFactorResource(
            VerifyPasskey prove,
            Interactions interactions,
            CurrentAuthentication currentAuthentication,
            Cookies cookies) {
        this.prove = prove;
        this.interactions = interactions;
        this.currentAuthentication = currentAuthentication;
        this.cookies = cookies;
    }

    record UpgradeResponse(
            boolean verified,
            String message,
            @JsonProperty("redirect_to") String redirectTo) {}

    @POST
    @Path("/start")
    public Uni<String> start(@Nullable String body) {
        CeremonyBody parsed = CeremonyBody.parse(body);
        return interactions
                .forScript(parsed.interaction(), currentAuthentication.browser().cookies())
                .chain(pending -> prove.start(currentAuthentication.requireSession(), pending, parsed.confirm()))
                .map(options -> "{\"options\":" + options + "}");
    }

    @POST
    @Path("/finish")
    public Uni<Response> finish(@Nullable String body) {
        CeremonyBody parsed = CeremonyBody.parse(body);
        return interactions
                .forScript(parsed.interaction(), currentAuthentication.browser().cookies())
                .chain(pending -> prove.finish(
                                currentAuthentication.requireSession(),
                                parsed,
                                pending,
                                currentAuthentication.browser())
                        .map(startedSession -> Response.ok(new UpgradeResponse(
                                        true, "2FA verification successful", PendingInteraction.continueUrl(pending)))
                                .header(
                                        HttpHeaders.SET_COOKIE,
                                        cookies.session(startedSession.cookie(), startedSession.cookieLifetime()))
                                .build()));
    }
}
