package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.delivery.DeliveryView;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.login.SecondFactorPage.OtherWay;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.totp.EnrolTotp;
import dev.albireo.credentials.totp.PendingApp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Collects the content of the second-factor page. */
@ApplicationScoped
class SecondFactorPageModel {
    private final EnrolTotp enrolTotp;
    private final DeliveredCodes deliveredCodes;
    private final SecondFactorRules rules;
    private final LoginMessages messages;

    SecondFactorPageModel(
            EnrolTotp enrolTotp, DeliveredCodes deliveredCodes, SecondFactorRules rules, LoginMessages messages) {
        this.messages = messages;
        this.enrolTotp = enrolTotp;
        this.deliveredCodes = deliveredCodes;
        this.rules = rules;
    }

    /**
     * Returns the page for one of the options; it may begin the enrolment of an application, report an error, or show the state of a
     * delivered code.
     */
    Uni<SecondFactorPage> of(
            Authenticated present,
            String formToken,
            Continuation onward,
            FactorOptions ways,
            FactorOption way,
            SecondFactorNotice said) {
        return app(present, onward, way, said)
                .chain(app -> delivery(present, onward, way, said)
                        .map(delivery -> new SecondFactorPage(
                                formToken,
                                onward.interaction(),
                                onward.returnTo(),
                                present.user().username(),
                                said.problem(),
                                said.lockedUntil(),
                                ClientView.of(onward.pending()),
                                reasons(present, onward),
                                way.name(),
                                others(onward, ways, way),
                                ways.offers(FactorOption.PASSKEY),
                                ways.enrolling(),
                                app.orElse(null),
                                delivery,
                                onward.toLogin())));
    }

    private Uni<Optional<PendingApp>> app(
            Authenticated present, Continuation onward, FactorOption way, SecondFactorNotice said) {
        if (way != FactorOption.APP) {
            return Uni.createFrom().item(Optional.empty());
        }
        Uni<PendingApp> app = said.problem().isEmpty()
                ? enrolTotp.begin(present, onward.pending())
                : enrolTotp.again(present, onward.pending());
        return app.map(Optional::of);
    }

    private Uni<DeliveryView> delivery(
            Authenticated present, Continuation onward, FactorOption way, SecondFactorNotice said) {
        return way == FactorOption.CODE
                ? deliveredCodes
                        .view(present, onward.pending(), onward.toSecondFactor(FactorOption.CODE))
                        .map(view -> view.with(said.result()))
                : Uni.createFrom().item(DeliveryView.NONE);
    }

    private List<String> reasons(Authenticated present, Continuation onward) {
        return onward.pending()
                .filter(PendingInteraction::asksForSecondFactor)
                .map(p -> ReasonDescriptions.of(
                        messages,
                        p.request().reasons(),
                        ClientView.of(onward.pending()).name()))
                .orElseGet(() -> ReasonDescriptions.ofReasons(messages, rules.reasonsOf(present.user())));
    }

    private List<OtherWay> others(Continuation onward, FactorOptions ways, FactorOption way) {
        return ways.except(way).stream()
                .map(other -> new OtherWay(other.label(messages), onward.toSecondFactor(other)))
                .toList();
    }
}
