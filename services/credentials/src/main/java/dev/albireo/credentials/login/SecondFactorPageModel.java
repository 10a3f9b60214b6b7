package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.delivery.DeliveryView;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.login.SecondFactorPage.OtherOption;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.totp.EnrolTotp;
import dev.albireo.credentials.totp.PendingApp;
import dev.albireo.web.InPageLanguage;
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
            EnrolTotp enrolTotp,
            DeliveredCodes deliveredCodes,
            SecondFactorRules rules,
            @InPageLanguage LoginMessages messages) {
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
            Continuation continuation,
            FactorOptions options,
            FactorOption option,
            SecondFactorNotice notice) {
        return app(present, continuation, option, notice)
                .chain(app -> delivery(present, continuation, option, notice)
                        .chain(delivery -> reasons(present, continuation)
                                .map(reasons -> new SecondFactorPage(
                                        formToken,
                                        continuation.interaction(),
                                        continuation.returnTo(),
                                        present.user().username(),
                                        notice.problem(),
                                        notice.lockedUntil(),
                                        ClientView.of(continuation.pending()),
                                        reasons,
                                        option.name(),
                                        others(continuation, options, option),
                                        options.offers(FactorOption.PASSKEY),
                                        options.enrolling(),
                                        app.orElse(null),
                                        delivery,
                                        continuation.toLogin(),
                                        options.resettable() ? continuation.toReset() : ""))));
    }

    private Uni<Optional<PendingApp>> app(
            Authenticated present, Continuation continuation, FactorOption option, SecondFactorNotice notice) {
        if (option != FactorOption.APP) {
            return Uni.createFrom().item(Optional.empty());
        }
        Uni<PendingApp> app = notice.problem().isEmpty()
                ? enrolTotp.begin(present, continuation.pending())
                : enrolTotp.again(present, continuation.pending());
        return app.map(Optional::of);
    }

    private Uni<DeliveryView> delivery(
            Authenticated present, Continuation continuation, FactorOption option, SecondFactorNotice notice) {
        return option == FactorOption.CODE
                ? deliveredCodes
                        .view(present, continuation.pending(), continuation.toSecondFactor(FactorOption.CODE))
                        .map(view -> view.with(notice.result()))
                : Uni.createFrom().item(DeliveryView.NONE);
    }

    private Uni<List<String>> reasons(Authenticated present, Continuation continuation) {
        return continuation
                .pending()
                .filter(PendingInteraction::asksForSecondFactor)
                .map(p -> Uni.createFrom()
                        .item(ReasonDescriptions.of(
                                messages,
                                p.request().reasons(),
                                ClientView.of(continuation.pending()).name())))
                .orElseGet(() -> rules.reasonsOf(present.user())
                        .map(reasons -> ReasonDescriptions.ofReasons(messages, reasons)));
    }

    private List<OtherOption> others(Continuation continuation, FactorOptions options, FactorOption option) {
        return options.except(option).stream()
                .map(other -> new OtherOption(other.label(messages), continuation.toSecondFactor(other)))
                .toList();
    }
}
