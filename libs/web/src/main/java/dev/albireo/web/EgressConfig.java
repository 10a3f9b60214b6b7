package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The restrictions on outgoing calls. */
@ConfigMapping(prefix = "albireo.egress")
public interface EgressConfig {
    /**
     * Blocks of addresses ({@code 10.1.0.0/16}) and names of hosts that webhooks, logout tokens and {@code jwks_uri}s may call although
     * they are not on the public internet, with or without TLS. Has no effect in development, which calls its own machine only.
     */
    Optional<List<String>> allow();

    /**
     * A file of certificates in PEM that are trusted beside those of the JDK in calls to configured addresses, such as those of a private
     * CA.
     */
    Optional<Path> trustedCertificates();
}
