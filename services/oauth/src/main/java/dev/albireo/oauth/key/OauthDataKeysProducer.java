package dev.albireo.oauth.key;

import dev.albireo.protocol.DataKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads the data keys of this service, which encrypt what its database must not disclose, from the settings. */
class OauthDataKeysProducer {
    @Produces
    @Singleton
    static DataKeys dataKeys(KeyConfig config) {
        return DataKeys.ofBase64(config.data(), config.dataEarlier().orElse(List.of()));
    }
}
