package dev.albireo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.QueryEncoding;
import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.function.Supplier;

/** The secret with which this service authenticates at the token endpoint of {@code oauth}. */
@Singleton
public class ServiceClientSecret {
    private final Supplier<String> authorization;

    ServiceClientSecret(SecretSettings secrets) {
        this.authorization = secrets.supply(ServiceClientSecret::read);
    }

    /** Returns the header of {@code client_secret_basic} (RFC 6749 section 2.3.1). */
    public String authorization() {
        return authorization.get();
    }

    private static String read(SecretValues values) {
        String pair = QueryEncoding.encode(values.get("quarkus.oidc-client.client-id")) + ":"
                + QueryEncoding.encode(values.get("quarkus.oidc-client.credentials.secret"));
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
