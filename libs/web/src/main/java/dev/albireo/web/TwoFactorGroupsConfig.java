package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Optional;
import java.util.Set;

/** The groups whose members must sign in with two factors. */
@ConfigMapping(prefix = "albireo.two-factor.groups")
public interface TwoFactorGroupsConfig {
    /**
     * Members of any of these groups must sign in with two factors, as those of a declared group that requires it. Must be equal in {@code oauth} and {@code credentials}: a replica of
     * {@code credentials} that starts with another value than {@code oauth} has is not ready.
     */
    @WithParentName
    Optional<Set<String>> names();

    /** Returns the names; empty if none are set. */
    default Set<String> all() {
        return names().orElse(Set.of());
    }
}
