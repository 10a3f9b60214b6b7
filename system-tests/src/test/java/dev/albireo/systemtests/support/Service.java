package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A confidential client without users: it gets tokens for itself and may introspect them. */
public final class Service {
    private final String clientId;
    private final String secret;

    private Service(String clientId, String secret) {
        this.clientId = clientId;
        this.secret = secret;
    }

    /** Returns a client with the credentials that it would present. */
    public static Service of(String clientId, String secret) {
        return new Service(clientId, secret);
    }

    public static Service register() {
        Answer answer = new Person(Running.stack().edgeUri())
                .postJson(
                        "/connect/register",
                        Map.of(
                                "client_name",
                                "A machine",
                                "grant_types",
                                List.of("client_credentials"),
                                "response_types",
                                List.of(),
                                "scope",
                                "orders"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        JsonNode client = answer.json();
        return new Service(
                client.get("client_id").asText(), client.get("client_secret").asText());
    }

    /** Returns a new access token, from the instance of that name. */
    public String token(String instance) {
        Answer answer = post(instance, "/token", Map.of("grant_type", "client_credentials"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    public Answer introspect(String instance, String token) {
        return post(instance, "/introspect", Map.of("token", token));
    }

    /** Posts a form to an instance of {@code oauth}, with the secret in the header. */
    public Answer post(String instance, String path, Map<String, String> form) {
        URI uri = Running.stack().serviceUri(instance).resolve(path);
        String basic = Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(UTF_8));
        return new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Form.encode(form))));
    }
}
