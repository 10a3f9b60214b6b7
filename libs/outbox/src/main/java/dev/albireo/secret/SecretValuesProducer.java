package dev.albireo.secret;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the settings from all sources, at the time of each question: filters are created before the service's own configuration is. */
class SecretValuesProducer {
    @Produces
    @Singleton
    static SecretValues values() {
        return new SecretValues(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
    }
}
