package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/** The services' internal tokens and settings, for tests that act as one of them. */
public final class Internal {
    private Internal() {}

    /** Returns a token with this scope, as the service gets it from {@code oauth}. */
    public static String token(String service, String scope) {
        String secret = Secrets.remember(setting(service, "quarkus.oidc-client.credentials.secret"));
        String basic = Base64.getEncoder().encodeToString((service + ":" + secret).getBytes(UTF_8));
        Person caller = new Person(Running.stack().serviceUri("oauth"));
        Answer answer = caller.send(
                caller.base().resolve("/token"),
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", "Basic " + basic)
                        .POST(BodyPublishers.ofString(
                                Form.encode(Map.of("grant_type", "client_credentials", "scope", scope)))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    /** Returns a setting of the service that the launcher wrote. */
    public static String setting(String service, String key) {
        Path file = Running.stack().options().data().resolve("config/" + service + ".properties");
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return properties.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
