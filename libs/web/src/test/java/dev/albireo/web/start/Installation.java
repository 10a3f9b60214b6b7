package dev.albireo.web.start;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The valid settings of a service in production, and changes of one of them. */
final class Installation {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final ServiceIdentity service;
    private final Map<String, String> settings = new HashMap<>();

    private Installation(ServiceIdentity service) {
        this.service = service;
        set("albireo.issuer", "https://id.example.com");
        set("quarkus.datasource.jdbc.url", "jdbc:postgresql://postgres:5432/db");
        set("quarkus.datasource.reactive.url", "postgresql://postgres:5432/db");
        set("quarkus.datasource.username", "db");
        set("quarkus.datasource.password", key());
        set("kafka.bootstrap.servers", "kafka:9093");
        set("kafka.security.protocol", "SASL_SSL");
        service.keys().forEach(name -> set(name, key()));
        service.publicKeys().forEach(name -> set(name, key()));
        service.secrets().forEach(name -> set(name, key()));
    }

    static Installation of(ServiceIdentity service) {
        return new Installation(service);
    }

    static String key() {
        byte[] bytes = new byte[KeyRules.BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    Installation set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Installation without(String key) {
        settings.remove(key);
        return this;
    }

    String value(String key) {
        return settings.getOrDefault(key, "");
    }

    List<String> refused() {
        return StartupRules.refused(told());
    }

    List<String> warned() {
        return StartupRules.warned(told());
    }

    private StartupSettings told() {
        return new StartupSettings(service, key -> Optional.ofNullable(settings.get(key)));
    }
}
