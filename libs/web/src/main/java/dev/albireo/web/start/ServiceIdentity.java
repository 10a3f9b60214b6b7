package dev.albireo.web.start;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The four services, with the secrets of docs/interfaces.md that each requires. */
enum ServiceIdentity {
    OAUTH(
            List.of("cookie", "forms", "data", "secrets"),
            List.of("credentials"),
            List.of("albireo.service-clients.credentials.secret", "albireo.service-clients.admin.secret")),
    CREDENTIALS(
            List.of("cookie", "forms", "data", "delivery"),
            List.of("webhooks"),
            List.of("quarkus.oidc-client.credentials.secret")),
    ADMIN(List.of(), List.of("oauth", "credentials", "webhooks"), List.of("quarkus.oidc-client.credentials.secret")),
    WEBHOOKS(List.of("delivery", "data"), List.of("credentials"), List.of());

    private final List<String> keys;
    private final List<String> producers;
    private final List<String> secrets;

    ServiceIdentity(List<String> keys, List<String> producers, List<String> secrets) {
        this.keys = keys;
        this.producers = producers;
        this.secrets = secrets;
    }

    /** Returns the service of a {@code quarkus.application.name}. */
    static ServiceIdentity named(String application) {
        return valueOf(application.replaceFirst("^albireo-", "").toUpperCase(Locale.ROOT));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the settings that are keys, each of 32 bytes. */
    List<String> keys() {
        return Stream.concat(keys.stream().map(name -> "albireo.keys." + name), Stream.of("albireo.events.signing-key"))
                .toList();
    }

    /** Returns the settings that are public keys of the services whose events it reads. */
    List<String> publicKeys() {
        return producers.stream()
                .map(name -> "albireo.events.public-keys." + name)
                .toList();
    }

    /** Returns the settings of the secrets with which services authenticate to oauth. */
    List<String> secrets() {
        return secrets;
    }
}
