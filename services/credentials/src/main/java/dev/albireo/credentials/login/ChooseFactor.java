package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factorreset.FactorResets;
import dev.albireo.credentials.passkey.SecondFactorStep;
import dev.albireo.credentials.session.Authentication.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The options for a second factor: every factor the user has, the last used first. */
@ApplicationScoped
class ChooseFactor {
    private final FactorLookup factors;
    private final FactorRules rules;
    private final FactorResets resets;

    ChooseFactor(FactorLookup factors, FactorRules rules, FactorResets resets) {
        this.factors = factors;
        this.rules = rules;
        this.resets = resets;
    }

    Uni<FactorOptions> of(Authenticated authentication) {
        return factors.of(authentication.session().subject())
                .map(found -> found.none()
                        ? new FactorOptions(first(authentication, found), true, false)
                        : new FactorOptions(
                                proofs(authentication, found), false, resets.offers(authentication, found)));
    }

    /** Returns the options for a first factor. */
    private List<FactorOption> first(Authenticated authentication, EnrolledFactors found) {
        if (!rules.mayEnrolFirst(authentication, found)) {
            return List.of(FactorOption.ENROLMENT_CODE);
        }
        return rules.hasRecentProof(authentication, found)
                ? List.of(FactorOption.ENROL, FactorOption.APP)
                : List.of(FactorOption.PASSWORD_BEFORE_ENROL);
    }

    private static List<FactorOption> proofs(Authenticated authentication, EnrolledFactors found) {
        List<FactorOption> options = new ArrayList<>();
        options.add(SecondFactorStep.passkeyCounts(authentication) ? FactorOption.PASSKEY : FactorOption.PASSWORD);
        if (found.passkeys() == 0) {
            options.remove(FactorOption.PASSKEY);
        }
        if (found.app()) {
            options.add(found.codeUsedLast() ? 0 : options.size(), FactorOption.CODE);
        }
        if (found.recoveryCodes() > 0) {
            options.add(FactorOption.RECOVERY);
        }
        return options;
    }
}
