package dev.albireo.oauth.twofactor;

import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.UserRequirements;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** When a request requires a second factor. */
@ConfigMapping(prefix = "albireo.two-factor")
public interface SecondFactorPolicyConfig {
    /** A request for any of these scopes requires a second factor. */
    @WithDefault("admin,payment,transfer,delete")
    Set<String> highValueScopes();

    /** A {@code max_age} below this requires one; zero switches the rule off. */
    @WithDefault("PT300S")
    Duration shortMaxAge();

    /** How long a second proof remains valid within one session. */
    @WithDefault("PT12H")
    Duration elevationLifetime();

    /** Returns the decision with these settings. */
    default SecondFactorPolicy policy(UserRequirements users) {
        return new SecondFactorPolicy(highValueScopes(), shortMaxAge(), elevationLifetime(), users);
    }
}
