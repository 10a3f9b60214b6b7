package dev.albireo.oauth.key;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The supported signing algorithms, which are those with keys. */
@Singleton
public class OfferedAlgorithms {
    private final List<String> names;
    private final Set<SigningAlgorithm> algorithms;

    /**
     * @throws IllegalArgumentException if the setting names an unknown algorithm, or omits RS256
     */
    OfferedAlgorithms(KeyConfig config) {
        this.names = config.algorithms().stream().distinct().toList();
        this.algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        for (String name : names) {
            algorithms.add(SigningAlgorithm.of(name)
                    .orElseThrow(() -> new IllegalArgumentException("albireo.keys.algorithms: " + name + " is none of "
                            + String.join(", ", SigningAlgorithm.names()))));
        }
        if (!algorithms.contains(SigningAlgorithm.RS256)) {
            throw new IllegalArgumentException(
                    "albireo.keys.algorithms must contain RS256, which every client supports");
        }
    }

    /** Returns their names in JOSE headers and metadata, as configured. */
    public List<String> names() {
        return names;
    }

    /** Returns whether tokens may be signed with it. */
    public boolean contains(SigningAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }
}
