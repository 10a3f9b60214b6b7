package dev.albireo.oauth.client.authentication;

import dev.albireo.oauth.client.ClientSecretKey;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The clients of the other services, known from the configuration alone, so that their tokens need no database. */
@Singleton
class ServiceClients {
    private static final Map<String, Set<String>> SCOPES = Map.of(
            "credentials", Set.of("internal:oauth"),
            "admin", Set.of("internal:credentials", "internal:oauth"),
            "webhooks", Set.of());

    private static final String PURPOSE = "service secret";

    private final Map<String, String> secretHashes;
    private final ClientSecretKey key;

    ServiceClients(ServiceClientConfig config, ClientSecretKey key) {
        this.key = key;
        this.secretHashes = config.services().entrySet().stream()
                .filter(entry -> SCOPES.containsKey(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> key.tag(
                                PURPOSE, entry.getKey(), entry.getValue().secret())));
    }

    /** Returns whether this id is reserved for a service, configured or not. */
    boolean isReserved(String id) {
        return SCOPES.containsKey(id);
    }

    /** Returns whether the secret is this service's; compares in constant time. */
    boolean authenticates(String name, String secret) {
        String known = secretHashes.get(name);
        return known != null && key.matches(known, PURPOSE, name, secret);
    }

    /** Returns the scopes of the service. */
    Set<String> scopes(String name) {
        return SCOPES.getOrDefault(name, Set.of());
    }
}
