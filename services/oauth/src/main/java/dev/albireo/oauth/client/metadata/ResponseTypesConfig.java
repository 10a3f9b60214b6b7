package dev.albireo.oauth.client.metadata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The supported response types. */
@ConfigMapping(prefix = "albireo.authorize")
public interface ResponseTypesConfig {
    /**
     * Whether tokens may be returned in the front channel, with the implicit and hybrid response types, to clients that registered for
     * them. RFC 9700 section 2.1.2 advises against it.
     */
    @WithDefault("false")
    boolean implicit();
}
