package dev.albireo.secret;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives each new connection to PostgreSQL the present name and password of the role, so that both can be replaced while the service runs.
 * Connections that are open stay open.
 */
@Singleton
@Unremovable
class DatabaseCredentials implements CredentialsProvider {
    private final Supplier<Map<String, String>> credentials;

    DatabaseCredentials(SecretSettings secrets) {
        this.credentials = secrets.supply(DatabaseCredentials::read);
    }

    @Override
    public Map<String, String> getCredentials(String credentialsProviderName) {
        return credentials.get();
    }

    private static Map<String, String> read(SecretValues values) {
        Map<String, String> read = new HashMap<>();
        values.find("quarkus.datasource.username").ifPresent(name -> read.put(USER_PROPERTY_NAME, name));
        values.find("quarkus.datasource.password").ifPresent(password -> read.put(PASSWORD_PROPERTY_NAME, password));
        return Map.copyOf(read);
    }
}
