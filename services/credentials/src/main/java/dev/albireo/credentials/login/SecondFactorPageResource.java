package dev.albireo.credentials.login;

import dev.albireo.credentials.code.SubmittedCode;
import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.delivery.SendOtpResult;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.passkey.SecondFactorStep;
import dev.albireo.credentials.recovery.RecoveryNotices;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.totp.EnrolTotp;
import dev.albireo.credentials.totp.EnrolTotp.Enrolled;
import dev.albireo.credentials.totp.TotpProblem;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
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
            LoginMessages messages,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication visitor) {
        super(tokens, cookies, visitor);
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
            @RestQuery @Nullable String way,
            RoutingContext routing) {
        return onward(interaction, returnTo, routing)
                .chain(onward -> whereMissing(
                        onward,
                        () -> chooseWay
                                .of(visitor().requireSession())
                                .chain(ways -> page(200, onward, ways, ways.chosen(way), SecondFactorNotice.NOTHING))));
    }

    /** Handles a proof, the first code of a new application, the confirmation of recovery codes, or the request for a code. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> prove(
            @RestForm @Nullable String password,
            @RestForm @Nullable String token,
            @RestForm("recovery_code") @Nullable String recoveryCode,
            @RestForm @Nullable String saved,
            @RestForm @Nullable String resend,
            @RestForm @Nullable String interaction,
            @RestForm("redirect_to") @Nullable String returnTo,
            RoutingContext routing) {
        Typed typed = new Typed(password, token, recoveryCode);
        return onward(interaction, returnTo, routing)
                .call(onward -> saved == null ? Uni.createFrom().voidItem() : acknowledge())
                .chain(onward -> whereMissing(
                        onward,
                        () -> chooseWay
                                .of(visitor().requireSession())
                                .chain(ways -> resend == null ? prove(onward, ways, typed) : resend(onward, ways))));
    }

    /** The fields of the form, of which one is evaluated. */
    private record Typed(
            @Nullable String password,
            @Nullable String token,
            @Nullable String recoveryCode) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    private Uni<Response> prove(Continuation onward, FactorOptions ways, Typed typed) {
        Authenticated present = visitor().requireSession();
        if (typed.token() != null && ways.offers(FactorOption.APP)) {
            return enrol(onward, ways, typed.token());
        }
        if (typed.token() != null && ways.offers(FactorOption.CODE)) {
            return response(
                    onward, ways, FactorOption.CODE, code(present, new SubmittedCode.Current(typed.token()), onward));
        }
        if (typed.recoveryCode() != null && ways.offers(FactorOption.RECOVERY)) {
            return response(
                    onward,
                    ways,
                    FactorOption.RECOVERY,
                    code(present, new SubmittedCode.Recovery(typed.recoveryCode()), onward));
        }
        FactorOption way =
                ways.offers(FactorOption.PASSWORD) ? FactorOption.PASSWORD : FactorOption.PASSWORD_BEFORE_ENROL;
        return typed.password() != null && ways.offers(way)
                ? response(
                        onward, ways, way, provePassword.prove(present, typed.password(), onward.pending(), browser()))
                : Uni.createFrom().item(seeOther(onward.toSecondFactor()));
    }

    /** Requests another code, if codes are delivered; the page shows the result. */
    private Uni<Response> resend(Continuation onward, FactorOptions ways) {
        if (!ways.offers(FactorOption.CODE)) {
            return Uni.createFrom().item(seeOther(onward.toSecondFactor()));
        }
        return deliveredCodes
                .request(visitor().requireSession(), onward.pending(), browser())
                .chain(result -> result == SendOtpResult.TOO_MANY
                        ? page(429, onward, ways, FactorOption.CODE, SecondFactorNotice.NOTHING.and(result))
                        : Uni.createFrom().item(seeOther(onward.toSecondFactor(FactorOption.CODE))));
    }

    private Uni<ProofResult> code(Authenticated present, SubmittedCode typed, Continuation onward) {
        return proveCode.prove(present, typed, onward.pending(), browser());
    }

    private Uni<Response> response(Continuation onward, FactorOptions ways, FactorOption way, Uni<ProofResult> proof) {
        return proof.chain(outcome -> switch (outcome) {
            case ProofResult.ProofAccepted(StartedSession entered) ->
                Uni.createFrom().item(withCookie(entered, next(entered, onward)));
            case ProofResult.ProofRejected wrong ->
                page(401, onward, ways, way, new SecondFactorNotice(ProofErrorMessages.wrong(messages, way), ""));
            case ProofResult.TooManyProofs(Optional<Instant> until) ->
                page(
                        429,
                        onward,
                        ways,
                        way,
                        new SecondFactorNotice(
                                ProofErrorMessages.tooMany(messages, way, until),
                                until.map(Instant::toString).orElse("")));
        });
    }

    private Uni<Response> enrol(Continuation onward, FactorOptions ways, String token) {
        Authenticated present = visitor().requireSession();
        return Uni.createFrom()
                .deferred(() -> enrolTotp.finish(present, token, onward.pending(), browser()))
                .map(done -> withCookie(done.entered(), afterEnrolment(done, onward)))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    if (TotpProblem.NOT_REQUESTED.is(refusal)) {
                        return Uni.createFrom()
                                .item(seeOther(onward.toSecondFactor(FactorOption.APP) + "&"
                                        + PageNotice.Severity.STALE.parameter()));
                    }
                    return page(
                            refusal.problem().status(),
                            onward,
                            ways,
                            FactorOption.APP,
                            new SecondFactorNotice(ProofErrorMessages.sentence(refusal.detail()), ""));
                });
    }

    private Uni<Void> acknowledge() {
        return visitor()
                .present()
                .map(present -> notices.acknowledge(present.session().id()))
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Continuation> onward(@Nullable String interaction, @Nullable String returnTo, RoutingContext routing) {
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .map(pending -> Continuation.of(pending, returnTo));
    }

    /**
     * Redirects to the first factor without a session, and onward if nothing is missing, except that new recovery codes are shown first;
     * otherwise continues as given.
     */
    private Uni<Response> whereMissing(Continuation onward, Supplier<Uni<Response>> otherwise) {
        Optional<Authenticated> present = visitor().present();
        if (present.isEmpty()
                || onward.pending()
                        .filter(p -> p.isForAnother(present.get().user().subject()))
                        .isPresent()) {
            return Uni.createFrom().item(seeOther(onward.toLogin()));
        }
        return SecondFactorStep.isMissing(present.get(), onward.pending())
                ? otherwise.get()
                : notices.of(present.get().session().id())
                        .map(codes -> codes.list().isEmpty()
                                ? seeOther(onward.path())
                                : page(
                                        200,
                                        new NewCodesPage(
                                                formToken(onward.pending()),
                                                onward.interaction(),
                                                onward.returnTo(),
                                                codes,
                                                "/login/2fa")));
    }

    private static String next(StartedSession entered, Continuation onward) {
        return SecondFactorStep.isMissing(entered.visitor(), onward.pending())
                ? onward.toSecondFactor()
                : onward.path();
    }

    private static String afterEnrolment(Enrolled done, Continuation onward) {
        return done.codes().list().isEmpty() ? next(done.entered(), onward) : onward.toSecondFactor();
    }

    private Uni<Response> page(
            int status, Continuation onward, FactorOptions ways, FactorOption way, SecondFactorNotice said) {
        return describe.of(visitor().requireSession(), formToken(onward.pending()), onward, ways, way, said)
                .map(page -> page(status, page));
    }
}
