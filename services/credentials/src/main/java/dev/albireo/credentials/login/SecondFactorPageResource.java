package dev.albireo.credentials.login;

import dev.albireo.credentials.code.SubmittedCode;
import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.delivery.SendOtpResult;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.factor.ScriptProblems;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.passkey.SecondFactorStep;
import dev.albireo.credentials.recovery.NewRecoveryCodes;
import dev.albireo.credentials.recovery.RecoveryNotices;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.totp.EnrolTotp;
import dev.albireo.credentials.totp.EnrolTotp.Enrolled;
import dev.albireo.credentials.totp.TotpProblem;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.InPageLanguage;
import dev.albireo.web.PageNotice;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** GET and POST /login/2fa: the second factor, or the enrolment of a first one. Without a session, redirects to the login page. */
@Path("/login/2fa")
@Access(Who.ANYONE)
@BrowserBoundForm
class SecondFactorPageResource extends PageResource {
    private final ChooseFactor chooseWay;
    private final SecondFactorPageModel describe;
    private final VerifyPassword provePassword;
    private final VerifyCode proveCode;
    private final EnrolTotp enrolTotp;
    private final DeliveredCodes deliveredCodes;
    private final RecoveryNotices notices;
    private final Interactions interactions;
    private final LoginMessages messages;

    SecondFactorPageResource(
            ChooseFactor chooseWay,
            SecondFactorPageModel describe,
            VerifyPassword provePassword,
            VerifyCode proveCode,
            EnrolTotp enrolTotp,
            DeliveredCodes deliveredCodes,
            RecoveryNotices notices,
            Interactions interactions,
            @InPageLanguage LoginMessages messages,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.chooseWay = chooseWay;
        this.describe = describe;
        this.provePassword = provePassword;
        this.proveCode = proveCode;
        this.enrolTotp = enrolTotp;
        this.deliveredCodes = deliveredCodes;
        this.notices = notices;
        this.interactions = interactions;
        this.messages = messages;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(
            @RestQuery @Nullable String interaction,
            @RestQuery("redirect_to") @Nullable String returnTo,
            @RestQuery("way") @Nullable String option,
            RoutingContext routing) {
        return continuation(interaction, returnTo, routing)
                .chain(continuation -> whereMissing(
                        continuation,
                        () -> chooseWay
                                .of(currentAuthentication().requireSession(), continuation.pending())
                                .chain(options -> page(
                                        200,
                                        continuation,
                                        options,
                                        options.chosen(option),
                                        SecondFactorNotice.NOTHING))));
    }

    /** Handles a proof, the code of an administrator, the first code of a new application, the confirmation of recovery codes, or the request for a code. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> prove(
            @RestForm @Nullable String password,
            @RestForm @Nullable String token,
            @RestForm("recovery_code") @Nullable String recoveryCode,
            @RestForm("enrolment_code") @Nullable String enrolmentCode,
            @RestForm @Nullable String saved,
            @RestForm @Nullable String resend,
            @RestForm @Nullable String interaction,
            @RestForm("redirect_to") @Nullable String returnTo,
            RoutingContext routing) {
        SubmittedFactor submitted = new SubmittedFactor(password, token, recoveryCode, enrolmentCode);
        return continuation(interaction, returnTo, routing)
                .call(continuation -> saved == null ? Uni.createFrom().voidItem() : acknowledge())
                .chain(continuation -> whereMissing(
                        continuation,
                        () -> chooseWay
                                .of(currentAuthentication().requireSession(), continuation.pending())
                                .chain(options -> {
                                    if (saved != null && currentAuthentication().get() instanceof Full) {
                                        return Uni.createFrom().item(seeOther(continuation.path()));
                                    }
                                    return resend == null
                                            ? prove(continuation, options, submitted)
                                            : resend(continuation, options);
                                })));
    }

    /** The fields of the form, of which one is evaluated. */
    private record SubmittedFactor(
            @Nullable String password,
            @Nullable String token,
            @Nullable String recoveryCode,
            @Nullable String enrolmentCode) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    private Uni<Response> prove(Continuation continuation, FactorOptions options, SubmittedFactor submitted) {
        Authenticated present = currentAuthentication().requireSession();
        if (submitted.token() != null && options.offers(FactorOption.APP)) {
            return enrol(continuation, options, submitted.token());
        }
        if (submitted.token() != null && options.offers(FactorOption.CODE)) {
            return response(
                    continuation,
                    options,
                    FactorOption.CODE,
                    code(present, new SubmittedCode.Current(submitted.token()), continuation));
        }
        if (submitted.recoveryCode() != null && options.offers(FactorOption.RECOVERY)) {
            return response(
                    continuation,
                    options,
                    FactorOption.RECOVERY,
                    code(present, new SubmittedCode.Recovery(submitted.recoveryCode()), continuation));
        }
        if (submitted.enrolmentCode() != null && options.offers(FactorOption.ENROLMENT_CODE)) {
            return openEnrolment(continuation, options, submitted.enrolmentCode());
        }
        FactorOption option =
                options.offers(FactorOption.PASSWORD) ? FactorOption.PASSWORD : FactorOption.PASSWORD_BEFORE_ENROL;
        return submitted.password() != null && options.offers(option)
                ? response(
                        continuation,
                        options,
                        option,
                        provePassword.prove(present, submitted.password(), continuation.pending(), browser()))
                : Uni.createFrom().item(seeOther(continuation.toSecondFactor()));
    }

    /** Requests another code, if codes are delivered; the page shows the result. */
    private Uni<Response> resend(Continuation continuation, FactorOptions options) {
        if (!options.offers(FactorOption.CODE)) {
            return Uni.createFrom().item(seeOther(continuation.toSecondFactor()));
        }
        return deliveredCodes
                .request(currentAuthentication().requireSession(), continuation.pending(), browser())
                .chain(result -> result == SendOtpResult.TOO_MANY
                        ? page(429, continuation, options, FactorOption.CODE, SecondFactorNotice.NOTHING.and(result))
                        : Uni.createFrom().item(seeOther(continuation.toSecondFactor(FactorOption.CODE))));
    }

    private Uni<FactorResult<StartedSession>> code(
            Authenticated present, SubmittedCode code, Continuation continuation) {
        return proveCode.prove(present, code, continuation.pending(), browser());
    }

    private Uni<Response> response(
            Continuation continuation,
            FactorOptions options,
            FactorOption option,
            Uni<FactorResult<StartedSession>> proof) {
        return proof.chain(outcome -> switch (outcome) {
            case FactorAccepted<StartedSession>(StartedSession startedSession) ->
                Uni.createFrom().item(withCookie(startedSession, next(startedSession, continuation)));
            case FactorRejected<StartedSession> wrong ->
                page(
                        401,
                        continuation,
                        options,
                        option,
                        new SecondFactorNotice(ProofErrorMessages.wrong(messages, option), ""));
            case TooManyAttempts<StartedSession>(Optional<Instant> until) ->
                page(
                        429,
                        continuation,
                        options,
                        option,
                        new SecondFactorNotice(
                                ProofErrorMessages.tooMany(messages, option, until),
                                until.map(Instant::toString).orElse("")));
        });
    }

    /** Handles the code of an administrator: it is no proof, but opens the enrolment to this session. */
    private Uni<Response> openEnrolment(Continuation continuation, FactorOptions options, String code) {
        return proveCode
                .open(currentAuthentication().requireSession(), new SubmittedCode.Enrolment(code), browser())
                .chain(outcome -> switch (outcome) {
                    case FactorAccepted<Authenticated> opened ->
                        Uni.createFrom().item(seeOther(continuation.toSecondFactor()));
                    case FactorRejected<Authenticated> wrong ->
                        page(
                                401,
                                continuation,
                                options,
                                FactorOption.ENROLMENT_CODE,
                                new SecondFactorNotice(
                                        ProofErrorMessages.wrong(messages, FactorOption.ENROLMENT_CODE), ""));
                    case TooManyAttempts<Authenticated>(Optional<Instant> until) ->
                        page(
                                429,
                                continuation,
                                options,
                                FactorOption.ENROLMENT_CODE,
                                new SecondFactorNotice(
                                        ProofErrorMessages.tooMany(messages, FactorOption.ENROLMENT_CODE, until),
                                        until.map(Instant::toString).orElse("")));
                });
    }

    private Uni<Response> enrol(Continuation continuation, FactorOptions options, String token) {
        Authenticated present = currentAuthentication().requireSession();
        return Uni.createFrom()
                .deferred(() -> enrolTotp.finish(present, token, continuation.pending(), browser()))
                .map(done -> withCookie(done.startedSession(), afterEnrolment(done, continuation)))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    if (TotpProblem.NOT_REQUESTED.is(refusal)) {
                        return Uni.createFrom()
                                .item(seeOther(continuation.toSecondFactor(FactorOption.APP) + "&"
                                        + PageNotice.Severity.STALE.parameter()));
                    }
                    return page(
                            refusal.problem().status(),
                            continuation,
                            options,
                            FactorOption.APP,
                            new SecondFactorNotice(ScriptProblems.asSentence(refusal.detail()), ""));
                });
    }

    private Uni<Void> acknowledge() {
        return currentAuthentication()
                .present()
                .map(present -> notices.acknowledge(present.session().id()))
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Continuation> continuation(
            @Nullable String interaction, @Nullable String returnTo, RoutingContext routing) {
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .map(pending -> Continuation.of(pending, returnTo));
    }

    /**
     * Redirects to the first factor without a session, and onward if nothing is missing, except that new recovery codes are shown first;
     * otherwise continues as given.
     */
    private Uni<Response> whereMissing(Continuation continuation, Supplier<Uni<Response>> otherwise) {
        Optional<Authenticated> present = currentAuthentication().present();
        if (present.isEmpty()
                || continuation
                        .pending()
                        .filter(p -> p.isForAnother(present.get().user().subject()))
                        .isPresent()) {
            return Uni.createFrom().item(seeOther(continuation.toLogin()));
        }
        boolean missing = SecondFactorStep.isMissing(present.get(), continuation.pending());
        return missing && !mayHaveNewCodes(present.get())
                ? otherwise.get()
                : notices.of(present.get().session().id()).chain(codes -> {
                    if (!codes.list().isEmpty()) {
                        return Uni.createFrom().item(newCodes(continuation, codes));
                    }
                    return missing ? otherwise.get() : Uni.createFrom().item(seeOther(continuation.path()));
                });
    }

    /** A registration with a passkey issues codes, although a passkey alone may be one factor. */
    private static boolean mayHaveNewCodes(Authenticated present) {
        return present instanceof Full && !SecondFactorStep.passkeyCounts(present);
    }

    private Response newCodes(Continuation continuation, NewRecoveryCodes codes) {
        return page(
                200,
                new NewCodesPage(
                        formToken(continuation.pending()),
                        continuation.interaction(),
                        continuation.returnTo(),
                        codes,
                        "/login/2fa"));
    }

    private static String next(StartedSession startedSession, Continuation continuation) {
        return SecondFactorStep.isMissing(startedSession.authentication(), continuation.pending())
                ? continuation.toSecondFactor()
                : continuation.path();
    }

    private static String afterEnrolment(Enrolled done, Continuation continuation) {
        return done.codes().list().isEmpty()
                ? next(done.startedSession(), continuation)
                : continuation.toSecondFactor();
    }

    private Uni<Response> page(
            int status,
            Continuation continuation,
            FactorOptions options,
            FactorOption option,
            SecondFactorNotice notice) {
        return describe.of(
                        currentAuthentication().requireSession(),
                        formToken(continuation.pending()),
                        continuation,
                        options,
                        option,
                        notice)
                .map(page -> page(status, page));
    }
}
