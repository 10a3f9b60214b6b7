package dev.albireo.credentials.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.account.ProfilePage.ProfileField;
import dev.albireo.credentials.admin.ExportAccount;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormShownAt;
import dev.albireo.web.FormTokens;
import dev.albireo.web.InPageLanguage;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** GET and POST /account/profile: what applications learn of the user; its export, and the deletion of the account. */
@Path("/account/profile")
class ProfileResource extends PageResource {
    private static final String HERE = "/account/profile";

    private final EditableClaims claims;
    private final ChangeProfile changeProfile;
    private final DeleteAccount deleteAccount;
    private final ExportAccount exportAccount;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final AccountMessages messages;
    private final ObjectMapper json;

    ProfileResource(
            EditableClaims claims,
            ChangeProfile changeProfile,
            DeleteAccount deleteAccount,
            ExportAccount exportAccount,
            FactorLookup factors,
            FactorRules rules,
            @InPageLanguage AccountMessages messages,
            ObjectMapper json,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.claims = claims;
        this.changeProfile = changeProfile;
        this.deleteAccount = deleteAccount;
        this.exportAccount = exportAccount;
        this.factors = factors;
        this.rules = rules;
        this.messages = messages;
        this.json = json;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(@RestQuery @Nullable String saved) {
        return page(200, saved != null, "", fields((claim, value) -> field(claim, value, false)));
    }

    /** Changes the claims of those fields that differ from what the page showed; an empty field removes its claim. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> change(RoutingContext routing) {
        Map<ProfileClaim, String> changes = changes(routing.request().formAttributes());
        return Uni.createFrom()
                .deferred(() -> changeProfile.change(full(), changes, browser()))
                .map(done -> seeOther(HERE + "?saved=true"))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure, changes));
    }

    /** Returns what is stored about the user, without secrets, as a file. */
    @POST
    @Path("/export")
    @FormShownAt(HERE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> export() {
        Full full = full();
        return factors.of(full.session().subject())
                .invoke(found -> rules.requireRecentProof(full, found))
                .chain(found ->
                        exportAccount.ofOwn(full.session().subject(), browser().address()))
                .map(this::file)
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure, Map.of()));
    }

    @POST
    @Path("/delete")
    @FormShownAt(HERE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> delete(@RestForm @Nullable String confirmed) {
        if (confirmed == null) {
            return refused(Problem.UNPROCESSABLE.because(messages.deletionUnconfirmed()), Map.of());
        }
        Full full = full();
        return Uni.createFrom()
                .deferred(() -> deleteAccount.delete(full, browser()))
                .map(done -> pageAndNoCookie(new AccountDeletedPage(full.user().username())))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure, Map.of()));
    }

    private Full full() {
        return currentAuthentication().full();
    }

    private Response file(Object exported) {
        try {
            return Response.ok(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(exported))
                    .type(MediaType.APPLICATION_JSON)
                    .header("Content-Disposition", "attachment; filename=\"account.json\"")
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an account cannot be written as JSON", e);
        }
    }

    private Map<ProfileClaim, String> changes(MultiMap form) {
        Map<ProfileClaim, String> changes = new EnumMap<>(ProfileClaim.class);
        claims.list()
                .forEach(claim -> Optional.ofNullable(form.get(claim.claim()))
                        .map(String::strip)
                        .filter(value -> !value.equals(shown(claim)))
                        .ifPresent(value -> changes.put(claim, value)));
        return changes;
    }

    /** Returns the value of a claim as the page shows it; one that is no text is not shown, and stays. */
    private String shown(ProfileClaim claim) {
        return full().user().claims().get(claim.claim()) instanceof String text ? text : "";
    }

    private Uni<Response> refused(ProblemRefusal refusal, Map<ProfileClaim, String> typed) {
        if (refusal.problem() == Problem.FRESH_PROOF_REQUIRED) {
            return Uni.createFrom().item(seeOther(ReturnPath.on("/account/confirm", ReturnPath.of(HERE))));
        }
        Optional<ProfileClaim> wrong = refusal.field().flatMap(ProfileClaim::of);
        String problem = wrong.map(claim -> messages.claimProblem(AccountClaimTexts.label(messages, claim)))
                .orElseGet(() -> asSentence(refusal.detail()));
        return page(
                refusal.problem().status(),
                false,
                problem,
                fields((claim, value) -> field(
                        claim,
                        shortened(typed.getOrDefault(claim, value)),
                        wrong.filter(claim::equals).isPresent())));
    }

    private List<ProfileField> fields(BiFunction<ProfileClaim, String, ProfileField> field) {
        return claims.list().stream()
                .map(claim -> field.apply(claim, shown(claim)))
                .toList();
    }

    private ProfileField field(ProfileClaim claim, String value, boolean invalid) {
        return new ProfileField(
                claim.claim(),
                AccountClaimTexts.label(messages, claim),
                AccountClaimTexts.hint(messages, claim),
                value,
                claim.autocomplete(),
                claim.maxLength(),
                invalid);
    }

    private Uni<Response> page(int status, boolean saved, String problem, List<ProfileField> fields) {
        Full full = full();
        return factors.of(full.session().subject())
                .map(found -> page(
                        status,
                        new ProfilePage(
                                formToken(),
                                full.user().username(),
                                AccountSections.email(full),
                                full.user().emailVerified(),
                                problem,
                                saved,
                                fields,
                                rules.hasRecentProof(full, found),
                                deleteAccount.isAllowed())));
    }
}
