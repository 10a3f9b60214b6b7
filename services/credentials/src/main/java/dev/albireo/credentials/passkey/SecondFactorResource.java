package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.credentials.factor.ScriptProblems;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.passkey.VerifyPasskey.VerifiedPasskey;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.web.Cookies;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
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

    /** The result; {@code recoveryCodes} are those issued with a first factor, which {@code redirectTo} shows as well. */
    record UpgradeResponse(
            boolean verified,
            String message,
            @JsonProperty("redirect_to") String redirectTo,

            @JsonProperty("recovery_codes") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> recoveryCodes) {

        static UpgradeResponse of(VerifiedPasskey verified, Optional<PendingInteraction> pending) {
            List<String> codes = verified.codes().list();
            return new UpgradeResponse(
                    true,
                    "2FA verification successful",
                    codes.isEmpty()
                            ? PendingInteraction.continueUrl(pending)
                            : PendingInteraction.toSecondFactor(pending),
                    codes);
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    @POST
    @Path("/start")
    public Uni<String> start(@Nullable String body) {
        CeremonyBody parsed = CeremonyBody.parse(body);
        return ScriptProblems.inWords(() -> interactions
                        .forScript(
                                parsed.interaction(),
                                currentAuthentication.browser().cookies())
                        .chain(pending ->
                                prove.start(currentAuthentication.requireSession(), pending, parsed.confirm())))
                .map(options -> "{\"options\":" + options + "}");
    }

    @POST
    @Path("/finish")
    public Uni<Response> finish(@Nullable String body) {
        CeremonyBody parsed = CeremonyBody.parse(body);
        return ScriptProblems.inWords(() -> interactions
                .forScript(parsed.interaction(), currentAuthentication.browser().cookies())
                .chain(pending -> prove.finish(
                                currentAuthentication.requireSession(),
                                parsed,
                                pending,
                                currentAuthentication.browser())
                        .map(verified -> Response.ok(UpgradeResponse.of(verified, pending))
                                .header(HttpHeaders.SET_COOKIE, cookie(verified.startedSession()))
                                .build())));
    }

    private String cookie(StartedSession startedSession) {
        return cookies.session(startedSession.cookie(), startedSession.cookieLifetime());
    }
}
