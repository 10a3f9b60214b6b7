package dev.albireo.oauth.key;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports ready as soon as this replica can sign. */
@Readiness
@ApplicationScoped
class SigningKeysReadiness implements HealthCheck {
    private final SigningKeys keys;

    SigningKeysReadiness(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signing keys").status(keys.ready()).build();
    }
}
