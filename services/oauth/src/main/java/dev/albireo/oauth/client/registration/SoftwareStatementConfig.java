package dev.albireo.oauth.client.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/** The trusted issuers of software statements (RFC 7591 section 2.3); none by default. */
@ConfigMapping(prefix = "albireo.registration.software-statements")
public interface SoftwareStatementConfig {
    /** By a name of your choice. */
    @WithParentName
    Map<String, TrustedIssuer> issuers();

    /** A trusted issuer. */
    interface TrustedIssuer {
        /** The {@code iss} of its statements. */
        String issuer();

        /** The URL of its public keys; a URL that is not public must be in {@code albireo.egress.allow} too. */
        URI jwksUri();
    }
}
