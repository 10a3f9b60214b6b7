package dev.albireo.oauth.twofactor;

import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.UserRequirements;
import dev.albireo.web.TwoFactorGroupsConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the second-factor decision with the operator's settings. */
@Singleton
class SecondFactorPolicyProducer {
    @Produces
    @Singleton
    SecondFactorPolicy policy(SecondFactorPolicyConfig config, TwoFactorGroupsConfig groups) {
        return config.policy(new UserRequirements(groups.all()));
    }
}
