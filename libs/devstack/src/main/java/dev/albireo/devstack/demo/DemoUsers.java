package dev.albireo.devstack.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The users of the demo, created through the admin API as an administrator would. */
public final class DemoUsers {
    /** Alice and Bob. */
    public static final List<String> NAMES = List.of("alice", "bob");

    /** Their password. */
    public static final String PASSWORD = "demo-password";

    private static final String FIND = "query($username: String!) { user(username: $username) { username } }";

    private final URI graphql;
    private final HttpClient http;

    /** @param admin where the admin API listens */
    public DemoUsers(URI admin) {
        this.graphql = admin.resolve("/graphql");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Creates the missing users; returns a message with the result. */
    public String ensure() {
        try {
            for (String name : NAMES) {
                if (!exists(name)) {
                    create(name);
                }
            }
            return String.join(", ", NAMES) + " (password: " + PASSWORD + ")";
        } catch (IOException e) {
            return "not created: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not created: interrupted";
        }
    }

    private boolean exists(String name) throws IOException, InterruptedException {
        JsonObject variables = new JsonObject().put("username", name);
        return found(send(new JsonObject().put("query", FIND).put("variables", variables)), "user");
    }

    private void create(String name) throws IOException, InterruptedException {
        String capitalised = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        String mutation = """
                mutation {
                  createUser(
                    input: {username: "%1$s", password: "%2$s", email: "%1$s@example.com", emailVerified: true, name: "%3$s Example", groups: []}
                  ) { username }
                }
                """.formatted(name, PASSWORD, capitalised);
        JsonObject response = send(new JsonObject().put("query", mutation));
        if (!found(response, "createUser")) {
            throw new IOException(reason(response));
        }
    }

    private static boolean found(JsonObject response, String field) {
        JsonObject data = response.getJsonObject("data");
        return data != null && data.getJsonObject(field) != null;
    }

    private static String reason(JsonObject response) {
        JsonArray errors = response.getJsonArray("errors", new JsonArray());
        return errors.isEmpty()
                ? "no reason was given"
                : errors.getJsonObject(0).getString("message");
    }

    private JsonObject send(JsonObject request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(graphql)
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(request.encode()))
                        .build(),
                BodyHandlers.ofString());
        try {
            return new JsonObject(response.body());
        } catch (DecodeException e) {
            throw new IOException("the admin API answered with status " + response.statusCode(), e);
        }
    }
}
