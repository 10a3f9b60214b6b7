package dev.albireo.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of declared resources.
 *
 * @param next the position after which the next page begins; null if there is none
 */
public record DeclaredPage(List<ObjectNode> items, @Nullable String next) {
    /** Returns the page of these resources. */
    public static DeclaredPage of(List<DeclaredRepresentation> resources, Optional<String> next) {
        return new DeclaredPage(
                resources.stream().map(DeclaredRepresentation::toJson).toList(), next.orElse(null));
    }

    /** Returns the first {@code size} of the resources that were found; a further one says that another page follows. */
    public static DeclaredPage first(List<DeclaredRepresentation> found, int size) {
        return found.size() > size
                ? of(found.subList(0, size), Optional.of(found.get(size - 1).id()))
                : of(found, Optional.empty());
    }
}
