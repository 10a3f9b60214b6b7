package dev.albireo.credentials.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A service that knows the passwords of published breaches. */
@ConfigMapping(prefix = "albireo.password.range-service")
public interface RangeServiceConfig {
    /**
     * The URL of a service in the form of the range API of Pwned Passwords, without the prefix at the end, such as
     * {@code https://api.pwnedpasswords.com/range}. Each new password is looked up there by the first five of the forty hexadecimal digits of
     * its SHA-1, which fit hundreds of others; no sign-in asks it. By default none: only the list of common passwords that is built in.
     */
    Optional<URI> url();

    /** How long its response is waited for. A password that could not be looked up is accepted, with a warning in the log and in the metrics. */
    @WithDefault("PT2S")
    Duration timeout();
}
