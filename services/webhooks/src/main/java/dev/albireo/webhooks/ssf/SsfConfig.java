package dev.albireo.webhooks.ssf;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The event streams of the Shared Signals Framework. */
@ConfigMapping(prefix = "albireo.shared-signals")
interface SsfConfig {
    /** The shortest time between two verification requests of a receiver: {@code min_verification_interval}. */
    @WithDefault("PT10S")
    Duration minVerificationInterval();

    /** A stream is paused when its receiver has made no request with its token for this long: {@code inactivity_timeout}. */
    @WithDefault("P30D")
    Duration inactivityTimeout();

    /** How long a poll without {@code returnImmediately} waits for a token; less than {@code albireo.request-deadline}. */
    @WithDefault("PT20S")
    Duration pollWait();
}
