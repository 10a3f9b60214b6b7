package dev.albireo.systemtests.released;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.SecretsFile;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.postgres.LocalPostgres;
import dev.albireo.devstack.process.DataFolder;
import dev.albireo.testkit.SoftPasskey;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * The data of a release, in {@code src/test/resources/released}: schemas and rows, the keys of the installation, and the users'
 * credentials.
 */
final class Release {
    private static final int PORT = 15_900;
    /** Extends the lifetimes in the data: a grant of a month is valid however old this file is. */
    private static final String STILL_GOOD = """
            UPDATE refresh_token SET expires_at = now() + interval '1 day';
            UPDATE authorization_grant SET expires_at = now() + interval '1 day' WHERE expires_at IS NOT NULL;
            """;

    private final String version;
    private final Properties known = new Properties();

    Release(String version) {
        this.version = version;
        try {
            known.load(new StringReader(text("known.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts keys and databases into the folder of a stack that has never been started. */
    void putInto(StackOptions options) {
        try (DataFolder data = DataFolder.open(options.data())) {
            data.writeSecret("config/secrets.properties", text("secrets.properties"));
            SecretsFile secrets = SecretsFile.of(data);
            List<Database> databases = Arrays.stream(StackService.values())
                    .map(service -> new Database(service.id(), PORT, secrets.password("database." + service.id())))
                    .toList();
            try (LocalPostgres postgres = new LocalPostgres(
                    data,
                    options.checkout().resolve(".data/bin"),
                    PORT,
                    secrets.password("database.postgres"),
                    databases)) {
                postgres.start();
                databases.forEach(this::fill);
            }
        }
    }

    private void fill(Database database) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(text(database.name() + ".schema.sql"));
            statement.execute(text(database.name() + ".data.sql"));
            if (database.name().equals(StackService.OAUTH.id())) {
                statement.execute(STILL_GOOD);
            }
        } catch (SQLException e) {
            throw new AssertionError(version + " " + database.name(), e);
        }
    }

    /** Returns a value that the users or the client of the installation know. */
    String known(String name) {
        return requireNonNull(known.getProperty(name), name);
    }

    /** Returns the passkey that a user enrolled then. */
    SoftPasskey passkey(URI issuer) {
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            KeyPair pair = new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(bytes("passkey.public"))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(bytes("passkey.private"))));
            return SoftPasskey.enrolled(
                    issuer,
                    bytes("passkey.id"),
                    bytes("passkey.handle"),
                    pair,
                    Integer.parseInt(known("passkey.counter")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bytes(String name) {
        return Base64.getDecoder().decode(known(name));
    }

    private String text(String file) {
        try (InputStream in = Release.class.getResourceAsStream("/released/" + version + "/" + file)) {
            return new String(requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
