package dev.albireo.credentials.login;

import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.Pending;
import dev.albireo.credentials.passkey.SecondStep;
import dev.albireo.credentials.session.CurrentVisitor;
import dev.albireo.credentials.session.OpenTo;
import dev.albireo.credentials.session.OpenTo.Who;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.session.StartSession.Entered;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** GET and POST /login/2fa: the second factor, or the enrolment of a first one. Whoever has no session is sent to sign in. */
@Path("/login/2fa")
@OpenTo(Who.ANYONE)
class SecondFactorPageResource extends PageResource {
    private static final String WRONG = "That password was not right. Check it and try again.";
    private static final String TOO_MANY = "There were too many wrong tries. Wait an hour, or sign in anew.";

    private final ChooseWay chooseWay;
    private final ProvePassword provePassword;
    private final Interactions interactions;
    private final SecondFactorRules rules;

    SecondFactorPageResource(
            ChooseWay chooseWay,
            ProvePassword provePassword,
            Interactions interactions,
            SecondFactorRules rules,
            FormTokens tokens,
            Cookies cookies,
            CurrentVisitor visitor) {
        super(tokens, cookies, visitor);
        this.chooseWay = chooseWay;
        this.provePassword = provePassword;
        this.interactions = interactions;
        this.rules = rules;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(@RestQuery @Nullable String interaction, RoutingContext routing) {
        return interactions.forPage(interaction).chain(pending -> {
            allowReturn(pending, routing);
            return elsewhere(pending)
                    .map(answer -> Uni.createFrom().item(answer))
                    .orElseGet(() -> chooseWay
                            .of(visitor().somebody())
                            .map(way -> page(200, page(visitor().somebody(), pending, way, ""))));
        });
    }

    /** The password as second factor, or before a first enrolment. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> password(
            @RestForm @Nullable String password, @RestForm @Nullable String interaction, RoutingContext routing) {
        String typed = text(password);
        return interactions.forPage(interaction).chain(pending -> {
            allowReturn(pending, routing);
            return elsewhere(pending)
                    .map(answer -> Uni.createFrom().item(answer))
                    .orElseGet(() -> chooseWay
                            .of(visitor().somebody())
                            .chain(way -> prove(visitor().somebody(), pending, way, typed)));
        });
    }

    private Uni<Response> prove(Present present, Optional<Pending> pending, Way way, String password) {
        if (way != Way.PASSWORD && way != Way.PASSWORD_BEFORE_ENROL) {
            return Uni.createFrom().item(seeOther(Pending.toSecondFactor(pending)));
        }
        return provePassword.prove(present, password, pending, browser()).map(outcome -> switch (outcome) {
            case FurtherProof.Proved(Entered entered) -> withCookie(entered, next(entered, pending));
            case FurtherProof.Wrong wrong -> page(401, page(present, pending, way, WRONG));
            case FurtherProof.TooMany tooMany -> page(429, page(present, pending, way, TOO_MANY));
        });
    }

    /** Where this page has nothing to do: to the first factor, or onward. */
    private Optional<Response> elsewhere(Optional<Pending> pending) {
        Optional<Present> present = visitor().present();
        if (present.isEmpty()
                || pending.filter(p -> p.isForAnother(present.get().user().subject()))
                        .isPresent()) {
            return Optional.of(seeOther(Pending.toLogin(pending)));
        }
        return SecondStep.isMissing(present.get(), pending)
                ? Optional.empty()
                : Optional.of(seeOther(Pending.onward(pending)));
    }

    private static String next(Entered entered, Optional<Pending> pending) {
        return SecondStep.isMissing(entered.visitor(), pending)
                ? Pending.toSecondFactor(pending)
                : Pending.onward(pending);
    }

    private SecondFactorPage page(Present present, Optional<Pending> pending, Way way, String problem) {
        ClientView client = ClientView.of(pending);
        List<String> reasons = pending.filter(Pending::asksForSecondFactor)
                .map(p -> ReasonWords.of(p.request().reasons(), client.name()))
                .orElseGet(() -> ReasonWords.ofReasons(rules.reasonsOf(present.user())));
        return new SecondFactorPage(
                formToken(pending),
                pending.map(Pending::token).orElse(""),
                present.user().username(),
                problem,
                client,
                reasons,
                way.name(),
                Pending.toLogin(pending));
    }
}
