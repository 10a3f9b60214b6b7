package dev.albireo.credentials.passkey;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** GET /account/passkeys, PATCH and DELETE /account/passkeys/{id}: the user's own passkeys, as JSON. */
@Path("/account/passkeys")
@Produces(MediaType.APPLICATION_JSON)
class PasskeysResource {
    private final Passkeys passkeys;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final CurrentAuthentication currentAuthentication;

    PasskeysResource(
            Passkeys passkeys, FactorLookup factors, FactorRules rules, CurrentAuthentication currentAuthentication) {
        this.passkeys = passkeys;
        this.factors = factors;
        this.rules = rules;
        this.currentAuthentication = currentAuthentication;
    }

    @GET
    public Uni<List<PasskeyView>> list() {
        Full full = currentAuthentication.full();
        UUID subject = full.session().subject();
        return factors.of(subject)
                .invoke(found -> rules.checkSeeing(full, found))
                .chain(found -> passkeys.of(subject));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<PasskeyView> rename(@RestPath String id, @Nullable String body) {
        Full full = currentAuthentication.full();
        String name = CeremonyBody.parse(body)
                .name()
                .orElseThrow(() -> Problem.BAD_REQUEST.because("name is missing", "name"));
        return passkeys.rename(full, id, name, currentAuthentication.browser());
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> remove(@RestPath String id) {
        return passkeys.remove(currentAuthentication.full(), id, currentAuthentication.browser());
    }
}
