package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factor.Factors;
import dev.albireo.credentials.factor.FindFactors;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.passkey.PasskeyView;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.session.CurrentVisitor;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.session.Visitor.Full;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** GET /account, and what its forms post. */
@Path("/account")
class AccountResource extends PageResource {
    private final Passkeys passkeys;
    private final FindFactors factors;
    private final FactorRules rules;
    private final SecondFactorRules secondFactor;

    AccountResource(
            Passkeys passkeys,
            FindFactors factors,
            FactorRules rules,
            SecondFactorRules secondFactor,
            FormTokens tokens,
            Cookies cookies,
            CurrentVisitor visitor) {
        super(tokens, cookies, visitor);
        this.passkeys = passkeys;
        this.factors = factors;
        this.rules = rules;
        this.secondFactor = secondFactor;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        return page(200, "");
    }

    @POST
    @Path("/rename-passkey")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> rename(@RestForm @Nullable String id, @RestForm @Nullable String name) {
        return back(
                Uni.createFrom().deferred(() -> passkeys.rename(visitor().full(), text(id), text(name), browser())));
    }

    @POST
    @Path("/remove-passkey")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> remove(@RestForm @Nullable String id) {
        return back(Uni.createFrom().deferred(() -> passkeys.remove(visitor().full(), text(id), browser())));
    }

    private Uni<Response> back(Uni<?> change) {
        return change.map(done -> seeOther("/account"))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    return page(refusal.problem().status(), refusal.detail());
                });
    }

    private Uni<Response> page(int status, String problem) {
        Full full = visitor().full();
        UUID subject = full.session().subject();
        return factors.of(subject)
                .chain(found -> passkeys.of(subject).map(list -> page(status, page(full, found, list, problem))));
    }

    private AccountPage page(Full full, Factors found, List<PasskeyView> list, String problem) {
        String email = full.user().email();
        return new AccountPage(
                formToken(Optional.empty()),
                full.user().username(),
                email == null ? "" : email,
                !secondFactor.reasonsOf(full.user()).isEmpty(),
                rules.maySee(full, found),
                rules.isFresh(full, found),
                full.session().proofs().mfaVerified(),
                !found.none() || rules.firstEnrolmentIsOpen(),
                problem,
                list.stream().map(PasskeyRow::of).toList());
    }
}
