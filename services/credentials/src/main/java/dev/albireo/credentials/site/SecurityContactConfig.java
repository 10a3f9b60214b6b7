package dev.albireo.credentials.site;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where vulnerabilities are reported. */
@ConfigMapping(prefix = "albireo.security")
interface SecurityContactConfig {
    /** The {@code Contact} of {@code /.well-known/security.txt} (RFC 9116 section 2.5.3), such as {@code mailto:security@example.com}; without it, the file does not exist. */
    Optional<URI> contact();
}
