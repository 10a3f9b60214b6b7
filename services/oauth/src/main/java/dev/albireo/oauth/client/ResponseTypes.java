package dev.albireo.oauth.client;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The response types that are offered here: {@code code}, and the others where the operator switched them on. */
@Singleton
public class ResponseTypes {
    private final boolean implicit;

    ResponseTypes(ResponseTypesConfig config) {
        this.implicit = config.implicit();
    }

    /** Whether there is this one. */
    public boolean offer(ResponseType type) {
        return implicit || !type.isFrontChannel();
    }

    /** The names of all that there are. */
    public List<String> names() {
        return Arrays.stream(ResponseType.values())
                .filter(this::offer)
                .map(ResponseType::value)
                .toList();
    }

    /** Whether tokens may leave by the front channel at all. */
    public boolean implicit() {
        return implicit;
    }

    /** What is wrong with those that a client wants; empty where nothing is. */
    Optional<String> objection(Collection<ResponseType> wanted) {
        return wanted.stream().allMatch(this::offer)
                ? Optional.empty()
                : Optional.of("among " + String.join(", ", names()) + ", which are offered here");
    }
}
