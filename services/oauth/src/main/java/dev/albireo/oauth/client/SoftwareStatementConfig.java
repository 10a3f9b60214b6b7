package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/** Whose software statements are believed when an application registers itself (RFC 7591 section 2.3); by default nobody's. */
@ConfigMapping(prefix = "albireo.registration.software-statements")
public interface SoftwareStatementConfig {
    /** By a name of your own. */
    @WithParentName
    Map<String, Issuer> issuers();

    /** One who may say what a piece of software is. */
    interface Issuer {
        /** The {@code iss} of its statements. */
        String issuer();

        /** Where its public keys are; an address that is not public must be in {@code albireo.egress.allow} too. */
        URI jwksUri();
    }
}
