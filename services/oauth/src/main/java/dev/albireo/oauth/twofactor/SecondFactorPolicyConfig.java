package dev.albireo.oauth.twofactor;

import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.UserRequirements;
import dev.albireo.protocol.Cidr;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

    /**
     * Users whose browser, or whose public client, has an address outside of these networks must sign in with two factors. Behind a proxy
     * the address is the one that {@code albireo.trusted-proxies} lets through.
     */
    Optional<Set<Cidr>> trustedNetworks();

    /** Returns the decision with these settings. */
    default SecondFactorPolicy policy(UserRequirements users) {
        Predicate<InetAddress> trusted = trustedNetworks()
                .<Predicate<InetAddress>>map(
                        networks -> address -> networks.stream().anyMatch(network -> network.contains(address)))
                .orElse(address -> true);
        return new SecondFactorPolicy(highValueScopes(), shortMaxAge(), elevationLifetime(), users, trusted);
    }
}
