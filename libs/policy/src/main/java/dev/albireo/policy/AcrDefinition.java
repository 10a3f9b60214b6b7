package dev.albireo.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A value of {@code acr} that two factors meet, of which one is accepted and recent enough.
 *
 * @param factors those that are accepted
 * @param maxAge the greatest age of the second factor when the request is made; empty for that of the settings
 */
public record AcrDefinition(String value, Set<SecondFactorKind> factors, Optional<Duration> maxAge) {
    /** Two factors of any kind. */
    static final AcrDefinition AAL2 = new AcrDefinition(Acr.AAL2.value(), SecondFactorKind.ANY, Optional.empty());

    /** Phishing-resistant (OpenID Connect Extended Authentication Profile ACR Values 1.0): one of two factors is a passkey. */
    public static final AcrDefinition PHR =
            new AcrDefinition("phr", Set.of(SecondFactorKind.PASSKEY), Optional.empty());

    public AcrDefinition {
        factors = Set.copyOf(factors);
    }

    /** Returns whether these proofs meet it, for a request that was made at this time. */
    boolean isMetBy(Proofs proofs, Duration longest, Instant at) {
        Duration age = maxAge.filter(least -> least.compareTo(longest) < 0).orElse(longest);
        return proofs.hasRecentSecondFactor(age, at) && proofs.includes(factors, at.minus(age));
    }
}
