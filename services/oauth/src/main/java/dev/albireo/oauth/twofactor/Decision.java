package dev.albireo.oauth.twofactor;

import dev.albireo.policy.SecondFactorPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the one decision, with the operator's settings, to every door that asks it. */
@Singleton
class Decision {
    @Produces
    @Singleton
    SecondFactorPolicy policy(TwoFactorConfig config) {
        return config.policy();
    }
}
