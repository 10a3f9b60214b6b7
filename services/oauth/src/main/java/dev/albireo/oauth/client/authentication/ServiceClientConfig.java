package dev.albireo.oauth.client.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The other services of this system, which request tokens by {@code client_credentials}. */
@ConfigMapping(prefix = "albireo.service-clients")
public interface ServiceClientConfig {
    /** By the service's name: {@code credentials}, {@code admin} or {@code webhooks}. */
    @WithParentName
    Map<String, ServiceClient> services();

    /** One service. */
    interface ServiceClient {
        /** The secret that it authenticates with; random and long. */
        String secret();

        /** Other secrets that it may authenticate with while its secret is replaced. */
        Optional<List<String>> secretEarlier();
    }
}
