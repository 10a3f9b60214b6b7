package dev.albireo.credentials.login;

import dev.albireo.credentials.passkey.FactorRules;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.passkey.SecondStep;
import dev.albireo.credentials.session.Visitor.Present;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How a person can prove a second factor now. */
@ApplicationScoped
class ChooseWay {
    private final Passkeys passkeys;
    private final FactorRules rules;

    ChooseWay(Passkeys passkeys, FactorRules rules) {
        this.passkeys = passkeys;
        this.rules = rules;
    }

    Uni<Way> of(Present visitor) {
        return passkeys.count(visitor.session().subject()).map(count -> choose(visitor, count));
    }

    private Way choose(Present visitor, long count) {
        if (!SecondStep.passkeyCounts(visitor)) {
            return Way.PASSWORD;
        }
        if (count > 0) {
            return Way.PASSKEY;
        }
        if (!rules.firstEnrolmentIsOpen()) {
            return Way.ASK_ADMINISTRATOR;
        }
        return rules.isFresh(visitor, 0) ? Way.ENROL : Way.PASSWORD_BEFORE_ENROL;
    }
}
