package dev.albireo.credentials.login;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The currently available options, the best one first.
 *
 * @param enrolling whether none of them is a proof, because there is no second factor yet
 * @param resettable whether the user may request that all second factors are removed
 */
record FactorOptions(List<FactorOption> list, boolean enrolling, boolean resettable) {
    FactorOptions {
        list = List.copyOf(list);
    }

    /** Returns the option of this parameter, if it is available; otherwise the first. */
    FactorOption chosen(@Nullable String parameter) {
        return list.stream()
                .filter(option -> option.parameter().equals(parameter))
                .findFirst()
                .orElse(list.getFirst());
    }

    boolean offers(FactorOption option) {
        return list.contains(option);
    }

    /** Returns the others. */
    List<FactorOption> except(FactorOption option) {
        return list.stream().filter(other -> other != option).toList();
    }
}
