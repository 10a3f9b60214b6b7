package dev.albireo.oauth.client.metadata;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The supported response types: {@code code}, and the others if the operator enabled them. */
@Singleton
public class ResponseTypes {
    private final boolean implicit;

    ResponseTypes(ResponseTypesConfig config) {
        this.implicit = config.implicit();
    }

    /** Returns whether this response type is supported. */
    public boolean offer(ResponseType type) {
        return implicit || !type.isFrontChannel();
    }

    /** Returns the names of all supported response types. */
    public List<String> names() {
        return Arrays.stream(ResponseType.values())
                .filter(this::offer)
                .map(ResponseType::value)
                .toList();
    }

    /** Returns whether tokens may be returned in the front channel at all. */
    public boolean implicit() {
        return implicit;
    }

    /** Returns what is wrong with a client's response types; empty if they are supported. */
    public Optional<String> violation(Collection<ResponseType> wanted) {
        return wanted.stream().allMatch(this::offer)
                ? Optional.empty()
                : Optional.of("one of " + String.join(", ", names()));
    }
}
