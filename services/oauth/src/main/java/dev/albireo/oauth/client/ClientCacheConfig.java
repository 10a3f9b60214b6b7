package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What each replica remembers of clients. A change is told to all of them at once, whatever these say. */
@ConfigMapping(prefix = "albireo.client-cache")
public interface ClientCacheConfig {
    /** How many clients; those asked for least are forgotten first. A client takes about a kilobyte. */
    @WithDefault("20000")
    int size();

    /** After this a client is read again, should the telling have failed without anybody noticing. */
    @WithDefault("PT10S")
    Duration lifetime();
}
