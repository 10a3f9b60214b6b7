package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factor.Factors;
import dev.albireo.credentials.factor.FindFactors;
import dev.albireo.credentials.passkey.SecondStep;
import dev.albireo.credentials.session.Visitor.Present;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How a person can prove a second factor now. */
@ApplicationScoped
class ChooseWay {
    private final FindFactors factors;
    private final FactorRules rules;

    ChooseWay(FindFactors factors, FactorRules rules) {
        this.factors = factors;
        this.rules = rules;
    }

    Uni<Way> of(Present visitor) {
        return factors.of(visitor.session().subject()).map(found -> choose(visitor, found));
    }

    private Way choose(Present visitor, Factors found) {
        if (!SecondStep.passkeyCounts(visitor)) {
            return Way.PASSWORD;
        }
        if (found.passkeys() > 0) {
            return Way.PASSKEY;
        }
        if (!rules.firstEnrolmentIsOpen()) {
            return Way.ASK_ADMINISTRATOR;
        }
        return rules.isFresh(visitor, found) ? Way.ENROL : Way.PASSWORD_BEFORE_ENROL;
    }
}
