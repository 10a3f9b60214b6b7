package dev.albireo.oauth.client.authentication;

import dev.albireo.protocol.MacKey;
import dev.albireo.protocol.Sha256;
import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clients of the other services ({@link ServiceClientConfig}), known from the configuration alone, so that their tokens need no database. */
@Singleton
class ServiceClients {
    private static final Map<String, Set<String>> SCOPES = Map.of(
            "credentials", Set.of("internal:oauth"),
            "admin", Set.of("internal:credentials", "internal:oauth", "internal:webhooks"),
            "webhooks", Set.of());

    private static final String SECRET = "albireo.service-clients.%s.secret";

    private final Supplier<Map<String, List<String>>> secretHashes;

    ServiceClients(SecretSettings secrets) {
        this.secretHashes = secrets.supply(ServiceClients::read);
    }

    private static Map<String, List<String>> read(SecretValues values) {
        return SCOPES.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), name -> secrets(values, SECRET.formatted(name))));
    }

    /** Returns the hashes of the secret, if it is set, and of the others that are accepted. */
    private static List<String> secrets(SecretValues values, String key) {
        return values.find(key).stream()
                .flatMap(current -> Stream.concat(Stream.of(current), values.earlier(key).stream()))
                .map(Sha256::of)
                .toList();
    }

    /** Returns whether this id is reserved for a service, configured or not. */
    boolean isReserved(String id) {
        return SCOPES.containsKey(id);
    }

    /** Returns whether the secret is this service's; compares in constant time. */
    boolean authenticates(String name, String secret) {
        String hash = Sha256.of(secret);
        return secretHashes.get().getOrDefault(name, List.of()).stream().anyMatch(known -> MacKey.equal(known, hash));
    }

    /** Returns the scopes of the service. */
    Set<String> scopes(String name) {
        return SCOPES.getOrDefault(name, Set.of());
    }
}
