package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The client cache of each replica. A change invalidates all caches at once, regardless of these settings. */
@ConfigMapping(prefix = "albireo.client-cache")
public interface ClientCacheConfig {
    /** The maximum number of clients; the least used are evicted first. A client takes about a kilobyte. */
    @WithDefault("20000")
    int size();

    /** The time after which a client is read again, in case a notification of a change was lost undetected. */
    @WithDefault("PT10S")
    Duration lifetime();
}
