package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factor.Factors;
import dev.albireo.credentials.factor.FindFactors;
import dev.albireo.credentials.passkey.SecondStep;
import dev.albireo.credentials.session.Visitor.Present;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The options for a second factor: every factor the user has, the last used first. */
@ApplicationScoped
class ChooseWay {
    private final FindFactors factors;
    private final FactorRules rules;

    ChooseWay(FindFactors factors, FactorRules rules) {
        this.factors = factors;
        this.rules = rules;
    }

    Uni<Ways> of(Present visitor) {
        return factors.of(visitor.session().subject())
                .map(found ->
                        found.none() ? new Ways(first(visitor, found), true) : new Ways(proofs(visitor, found), false));
    }

    /** Returns the options for a first factor. */
    private List<Way> first(Present visitor, Factors found) {
        if (!rules.firstEnrolmentIsOpen()) {
            return List.of(Way.ASK_ADMINISTRATOR);
        }
        return rules.isFresh(visitor, found) ? List.of(Way.ENROL, Way.APP) : List.of(Way.PASSWORD_BEFORE_ENROL);
    }

    private static List<Way> proofs(Present visitor, Factors found) {
        List<Way> ways = new ArrayList<>();
        ways.add(SecondStep.passkeyCounts(visitor) ? Way.PASSKEY : Way.PASSWORD);
        if (found.passkeys() == 0) {
            ways.remove(Way.PASSKEY);
        }
        if (found.app()) {
            ways.add(found.codeUsedLast() ? 0 : ways.size(), Way.CODE);
        }
        if (found.recoveryCodes() > 0) {
            ways.add(Way.RECOVERY);
        }
        return ways;
    }
}
