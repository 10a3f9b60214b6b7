package dev.albireo.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provides a real PostgreSQL and every shared setting of {@code docs/interfaces.md}, with new random keys, to the tests of a service:
 * {@code @QuarkusTestResource(PostgresResource.class)}.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    /** The issuer in the tests of a service. */
    public static final String ISSUER = "http://localhost:9090";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> KEYS = List.of("cookie", "forms", "data", "secrets", "delivery");
    private static final List<String> SERVICE_CLIENTS = List.of("credentials", "admin", "webhooks");

    private @Nullable TestPostgres postgres;

    @Override
    public Map<String, String> start() {
        postgres = TestPostgres.start();
        Map<String, String> settings = new HashMap<>(secrets());
        settings.put("albireo.issuer", ISSUER);
        settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        settings.put("quarkus.datasource.username", TestPostgres.NAME);
        settings.put("quarkus.datasource.password", TestPostgres.NAME);
        return settings;
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Map<String, String> secrets() {
        Map<String, String> secrets = new HashMap<>();
        KEYS.forEach(key -> secrets.put("albireo.keys." + key, randomKey()));
        secrets.put("albireo.events.signing-key", randomKey());
        SERVICE_CLIENTS.forEach(client -> secrets.put("albireo.service-clients." + client + ".secret", randomKey()));
        secrets.put("quarkus.oidc-client.credentials.secret", randomKey());
        return secrets;
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
