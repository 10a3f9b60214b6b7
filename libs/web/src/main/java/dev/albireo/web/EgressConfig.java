package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where calls may go that leave the house. */
@ConfigMapping(prefix = "albireo.egress")
public interface EgressConfig {
    /**
     * Blocks of addresses ({@code 10.1.0.0/16}) and names of hosts that webhooks, logout tokens and {@code jwks_uri}s may call although they are not on the public internet,
     * with or without TLS. Counts for nothing in development, which calls its own machine alone.
     */
    Optional<List<String>> allow();

    /**
     * A file of certificates in PEM that are believed beside those of the JDK where this server calls an address that somebody configured,
     * such as those of a private CA.
     */
    Optional<Path> trustedCertificates();
}
