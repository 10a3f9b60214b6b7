package dev.albireo.devstack.config;

import dev.albireo.devstack.postgres.Database;
import dev.albireo.protocol.SignatureKey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of each service, as {@code docs/interfaces.md} defines them. A service gets its own keys, and the public keys of the
 * producers whose events it consumes.
 */
public final class ServiceSettings {
    private static final List<StackService> SERVICE_CLIENTS =
            List.of(StackService.CREDENTIALS, StackService.ADMIN, StackService.WEBHOOKS);

    private final SecretsFile secrets;
    private final StackAddresses addresses;

    /**
     * The settings that all services share.
     *
     * @param issuer the public address, on which the edge listens
     * @param smtpPort the port of the mailbox, on 127.0.0.1
     */
    public record StackAddresses(URI issuer, URI oauth, URI credentials, URI webhooks, String kafka, int smtpPort) {}

    /** The ports of one process, always on 127.0.0.1. */
    public record Listening(int port, int managementPort) {}

    public ServiceSettings(SecretsFile secrets, StackAddresses addresses) {
        this.secrets = secrets;
        this.addresses = addresses;
    }

    /** Returns the settings of one process of {@code service}; {@code overrides} take precedence. */
    public Map<String, String> of(
            StackService service, Listening listening, Database database, Map<String, String> overrides) {
        Map<String, String> settings = new TreeMap<>();
        addListening(settings, listening);
        addDatabase(settings, database);
        addAddresses(settings);
        addKeys(settings, service);
        addServiceClients(settings, service);
        addMail(settings, service);
        settings.putAll(overrides);
        return settings;
    }

    private static void addListening(Map<String, String> settings, Listening listening) {
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(listening.port()));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(listening.managementPort()));
    }

    private static void addDatabase(Map<String, String> settings, Database database) {
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.name());
        settings.put("quarkus.datasource.password", database.password());
    }

    private void addAddresses(Map<String, String> settings) {
        settings.put("albireo.issuer", addresses.issuer().toString());
        settings.put("albireo.oauth-url", addresses.oauth().toString());
        settings.put("albireo.credentials-url", addresses.credentials().toString());
        settings.put("albireo.webhooks-url", addresses.webhooks().toString());
        settings.put("albireo.development", "true");
        settings.put("quarkus.log.console.json.enabled", "false");
        settings.put("albireo.internal.require-actor", "false");
        settings.put("kafka.bootstrap.servers", addresses.kafka());
        // The partitions of a killed consumer are reassigned after this time; the default is 45 seconds.
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "2000");
    }

    private void addKeys(Map<String, String> settings, StackService service) {
        if (service == StackService.OAUTH || service == StackService.CREDENTIALS) {
            settings.put("albireo.trusted-proxies", "127.0.0.1");
            settings.put("albireo.keys.cookie", secrets.key("cookie"));
            settings.put("albireo.keys.forms", secrets.key(service.id() + ".forms"));
        }
        if (service != StackService.ADMIN) {
            settings.put("albireo.keys.data", secrets.key(service.id() + ".data"));
        }
        if (service == StackService.CREDENTIALS || service == StackService.WEBHOOKS) {
            settings.put("albireo.keys.delivery", secrets.key("delivery"));
        }
        settings.put("albireo.events.signing-key", eventKey(service));
        for (StackService producer : heardBy(service)) {
            settings.put(
                    "albireo.events.public-keys." + producer.id(),
                    SignatureKey.ofSeed(eventKey(producer)).publicKey());
        }
    }

    private String eventKey(StackService producer) {
        return secrets.key(producer.id() + ".events.signing");
    }

    /** Returns the services whose topics it consumes, except itself. */
    private static List<StackService> heardBy(StackService service) {
        return switch (service) {
            case OAUTH, WEBHOOKS -> List.of(StackService.CREDENTIALS);
            case CREDENTIALS -> List.of(StackService.WEBHOOKS);
            case ADMIN -> List.of(StackService.OAUTH, StackService.CREDENTIALS, StackService.WEBHOOKS);
        };
    }

    private void addServiceClients(Map<String, String> settings, StackService service) {
        if (service == StackService.OAUTH) {
            settings.put("albireo.keys.secrets", secrets.key("oauth.secrets"));
            for (StackService client : SERVICE_CLIENTS) {
                settings.put("albireo.service-clients." + client.id() + ".secret", clientSecret(client));
            }
        } else if (service != StackService.WEBHOOKS) {
            settings.put("quarkus.oidc-client.credentials.secret", clientSecret(service));
        }
        if (service == StackService.ADMIN) {
            settings.put("quarkus.oidc-client.oauth.credentials.secret", clientSecret(service));
        }
    }

    private void addMail(Map<String, String> settings, StackService service) {
        if (service == StackService.CREDENTIALS) {
            settings.put("albireo.mail.enabled", "true");
        } else if (service == StackService.WEBHOOKS) {
            settings.put("quarkus.mailer.host", "127.0.0.1");
            settings.put("quarkus.mailer.port", Integer.toString(addresses.smtpPort()));
            settings.put("quarkus.mailer.from", "Albireo <no-reply@localhost>");
            settings.put("quarkus.mailer.start-tls", "DISABLED");
        }
    }

    private String clientSecret(StackService client) {
        return secrets.password(client.id() + ".client");
    }

    /** Returns the settings as a file for {@code quarkus.config.locations}. */
    public static String text(Map<String, String> settings) {
        return PropertiesText.of("Written by the launcher at every start; changes here are lost.", settings);
    }
}
