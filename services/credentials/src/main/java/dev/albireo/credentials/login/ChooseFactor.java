package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factorreset.FactorResets;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.passkey.SecondFactorStep;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.policy.SecondFactorKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options for a second factor: every factor the user has and the request accepts, the last used first. */
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

    Uni<FactorOptions> of(Authenticated authentication, Optional<PendingInteraction> pending) {
        Set<SecondFactorKind> accepted =
                pending.map(PendingInteraction::acceptedFactors).orElse(SecondFactorKind.ANY);
        return factors.of(authentication.session().subject()).map(found -> {
            if (found.none()) {
                return new FactorOptions(withoutUseless(first(authentication, found), accepted), true, false);
            }
            List<FactorOption> all = proofs(authentication, found);
            List<FactorOption> useful =
                    all.stream().filter(option -> leadsTo(option, accepted)).toList();
            if (useful.isEmpty() && authentication instanceof Full && rules.hasRecentProof(authentication, found)) {
                return new FactorOptions(
                        withoutUseless(List.of(FactorOption.ENROL, FactorOption.APP), accepted), true, false);
            }
            return new FactorOptions(useful.isEmpty() ? all : useful, false, resets.offers(authentication, found));
        });
    }

    /** A user without an accepted factor proves another one first, and then sets an accepted one up. */
    private static boolean leadsTo(FactorOption option, Set<SecondFactorKind> accepted) {
        return switch (option) {
            case PASSKEY, PASSWORD, ENROL -> accepted.contains(SecondFactorKind.PASSKEY);
            case CODE -> accepted.contains(SecondFactorKind.TOTP) || accepted.contains(SecondFactorKind.DELIVERED_CODE);
            case RECOVERY -> accepted.contains(SecondFactorKind.RECOVERY_CODE);
            case APP -> accepted.contains(SecondFactorKind.TOTP);
            case PASSWORD_BEFORE_ENROL, ENROLMENT_CODE -> true;
        };
    }

    private static List<FactorOption> withoutUseless(List<FactorOption> options, Set<SecondFactorKind> accepted) {
        return options.stream().filter(option -> leadsTo(option, accepted)).toList();
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
