package dev.albireo.webhooks.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The keys that sign security event tokens. */
@ConfigMapping(prefix = "albireo.shared-signals.keys")
interface SetSigningKeyConfig {
    /** How long a key signs. Its successor is published ten minutes before. */
    @WithDefault("P90D")
    Duration rotateEvery();

    /** How long a key is published after its successor has begun to sign: receivers verify until then what they store. */
    @WithDefault("P7D")
    Duration keepRetired();
}
