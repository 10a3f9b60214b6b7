package dev.albireo.web.start;

import dev.albireo.secret.SecretCheck;
import dev.albireo.secret.SecretValues;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Holds changed secrets of a running service to the rules of its start. */
@Singleton
class ReloadedSecretRules implements SecretCheck {
    private final ServiceIdentity service;

    ReloadedSecretRules(@ConfigProperty(name = "quarkus.application.name") String application) {
        this.service = ServiceIdentity.named(application);
    }

    @Override
    public List<String> violations(SecretValues values) {
        return LaunchMode.current() == LaunchMode.NORMAL
                ? StartupRules.refusedSecrets(new StartupSettings(service, values.settings()))
                : List.of();
    }
}
