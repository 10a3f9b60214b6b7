package dev.albireo.oauth.client.metadata;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** The redirect URIs that clients may have. */
@ConfigMapping(prefix = "albireo.redirect-uris")
public interface PrivateUseSchemesConfig {
    /**
     * Private-use schemes of native applications that are no reversed domain name, such as {@code cursor,vscode}. RFC 8252 section 7.1
     * requires a domain name of the application's author in the scheme, because any other application may claim a short one; without
     * this setting they are refused.
     */
    Optional<Set<String>> privateUseSchemes();
}
