package dev.albireo.oauth.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How many clients may be registered, and how long the tokens for that are good. */
@ConfigMapping(prefix = "albireo.registration.admission")
public interface AdmissionConfig {
    /** Registrations without a token from one network within {@link #window}, those that failed too. */
    @WithDefault("1000")
    @Min(1)
    int clientsPerNetwork();

    /** The time over which they are counted. */
    @WithDefault("PT1H")
    Duration window();

    /** How long an initial access token is good where its issue does not say. */
    @WithDefault("PT24H")
    Duration tokenLifetime();

    /** How long an initial access token may be good at most. */
    @WithDefault("P90D")
    Duration longestTokenLifetime();

    /** How many clients one token may register at most. */
    @WithDefault("1000")
    @Min(1)
    int mostClientsPerToken();
}
