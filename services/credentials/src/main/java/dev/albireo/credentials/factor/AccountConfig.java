package dev.albireo.credentials.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What changes of one's own account need. */
@ConfigMapping(prefix = "albireo.account")
public interface AccountConfig {
    /** How recent the proof of the strongest factor must be before a factor is added, renamed or removed. */
    @WithDefault("PT5M")
    Duration freshProof();
}
