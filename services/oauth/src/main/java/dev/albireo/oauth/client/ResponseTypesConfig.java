package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which answers to authorization requests there are. */
@ConfigMapping(prefix = "albireo.authorize")
public interface ResponseTypesConfig {
    /**
     * Whether tokens may leave by the browser, with the implicit and hybrid response types, for clients that registered for them. RFC 9700
     * section 2.1.2 advises against it.
     */
    @WithDefault("false")
    boolean implicit();
}
