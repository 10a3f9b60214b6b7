package dev.albireo.credentials.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.code.SubmittedCode;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.login.VerifyCode;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.Cookies;
import dev.albireo.web.Fields;
import dev.albireo.web.FormShownAt;
import dev.albireo.web.FormTokens;
import dev.albireo.web.InPageLanguage;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** POST /account/enrolment-code: the code of an administrator, after which the session may enrol a first second factor for some minutes. */
@Path("/account/enrolment-code")
class EnrolmentCodeResource extends PageResource {
    private static final String SECURITY = "/account/security";
    private static final int MAX_LENGTH = 100;

    private final VerifyCode verifyCode;
    private final AccountSections sections;
    private final AccountMessages messages;

    EnrolmentCodeResource(
            VerifyCode verifyCode,
            AccountSections sections,
            @InPageLanguage AccountMessages messages,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.verifyCode = verifyCode;
        this.sections = sections;
        this.messages = messages;
    }

    record EnrolmentOpened(boolean accepted) {}

    @POST
    @FormShownAt(SECURITY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> enter(@RestForm("enrolment_code") @Nullable String code) {
        return verified(text(code)).chain(outcome -> switch (outcome) {
            case FactorAccepted<Authenticated> accepted -> Uni.createFrom().item(seeOther(SECURITY));
            case FactorRejected<Authenticated> wrong -> page(422, messages.wrongEnrolmentCode());
            case TooManyAttempts<Authenticated> tooMany -> page(429, messages.tooManyEnrolmentCodes());
        });
    }

    /** As the form, for clients' own pages, and for a partial session as well. */
    @POST
    @Access(Who.PARTIAL)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<EnrolmentOpened> enter(@Nullable JsonNode json) {
        Fields fields = Fields.of(json);
        String code = fields.text("code", MAX_LENGTH).orElse("");
        fields.refuseUnknown();
        return verified(code).map(outcome -> switch (outcome) {
            case FactorAccepted<Authenticated> accepted -> new EnrolmentOpened(true);
            case FactorRejected<Authenticated> wrong ->
                throw Problem.UNPROCESSABLE.because(
                        "the code is wrong, expired or already used; ask your administrator for a new one", "code");
            case TooManyAttempts<Authenticated> tooMany ->
                throw Problem.TOO_MANY_REQUESTS.because("too many wrong codes; try again in an hour");
        });
    }

    private Uni<FactorResult<Authenticated>> verified(String code) {
        return verifyCode.open(currentAuthentication().requireSession(), new SubmittedCode.Enrolment(code), browser());
    }

    private Uni<Response> page(int status, String problem) {
        return sections.security(currentAuthentication().full(), formToken(), problem)
                .map(page -> page(status, page));
    }
}
