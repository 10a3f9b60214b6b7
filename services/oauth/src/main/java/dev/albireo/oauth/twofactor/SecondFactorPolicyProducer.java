package dev.albireo.oauth.twofactor;

import dev.albireo.policy.SecondFactorPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the second-factor decision with the operator's settings. */
@Singleton
class SecondFactorPolicyProducer {
    @Produces
    @Singleton
    SecondFactorPolicy policy(SecondFactorPolicyConfig config) {
        return config.policy();
    }
}
