package dev.albireo.credentials.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The requirements for changes of a user's own account. */
@ConfigMapping(prefix = "albireo.account")
public interface AccountConfig {
    /** The maximum age of the proof of the strongest factor for adding, renaming or removing a factor. */
    @WithDefault("PT5M")
    Duration freshProof();
}
