package dev.albireo.credentials.factorreset;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** The reset of the second factors by the user. */
@ConfigMapping(prefix = "albireo.two-factor")
interface FactorResetConfig {
    /**
     * How long a user who has lost every second factor waits, after a request with the password, until they may remove them all; meanwhile they are
     * told by mail and can cancel it. At least {@code PT1H}; requires {@code albireo.mail.enabled}. If absent, an administrator resets
     * them. Never for administrators.
     */
    Optional<Duration> selfResetAfter();
}
