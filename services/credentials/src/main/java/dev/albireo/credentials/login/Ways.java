package dev.albireo.credentials.login;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways that are open to a person now, the best one first.
 *
 * @param enrolling none of them is a proof: there is no second factor yet
 */
record Ways(List<Way> list, boolean enrolling) {
    Ways {
        list = List.copyOf(list);
    }

    /** The one that is asked for by its parameter, if it is open; else the first. */
    Way chosen(@Nullable String parameter) {
        return list.stream()
                .filter(way -> way.parameter().equals(parameter))
                .findFirst()
                .orElse(list.getFirst());
    }

    boolean offers(Way way) {
        return list.contains(way);
    }

    /** The others. */
    List<Way> except(Way way) {
        return list.stream().filter(other -> other != way).toList();
    }
}
