package dev.albireo.oauth.admission;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of client registration, and the lifetimes of initial access tokens. */
@ConfigMapping(prefix = "albireo.registration.admission")
public interface RegistrationLimitsConfig {
    /** Registrations without a token from one network within {@link #window}, including failed ones. */
    @WithDefault("1000")
    @WithConverter(PositiveInt.class)
    int clientsPerNetwork();

    /** The time over which they are counted. */
    @WithDefault("PT1H")
    Duration window();

    /** The default lifetime of an initial access token. */
    @WithDefault("PT24H")
    Duration tokenLifetime();

    /** The maximum lifetime of an initial access token. */
    @WithDefault("P90D")
    Duration longestTokenLifetime();

    /** The maximum number of clients that one token may register. */
    @WithDefault("1000")
    @WithConverter(PositiveInt.class)
    int mostClientsPerToken();
}
