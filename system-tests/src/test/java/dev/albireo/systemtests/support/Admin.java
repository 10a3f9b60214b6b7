package dev.albireo.systemtests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An administrator: on loopback without a token, as in development, or with one. */
public final class Admin {
    public static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger NEXT = new AtomicInteger();
    private final URI base;
    private final Person caller;

    public Admin(URI base) {
        this.base = base;
        this.caller = new Person(base);
    }

    public Admin(URI base, String accessToken) {
        this.base = base;
        this.caller = new Person(base).saying("Authorization", "Bearer " + accessToken);
    }

    /** Returns the {@code data} of a query or mutation that succeeds. */
    public JsonNode data(String query) {
        JsonNode response = graphql(query).json();
        if (response.has("errors")) {
            throw new AssertionError(query + " failed: " + response);
        }
        return response.get("data");
    }

    public Answer graphql(String query) {
        return post(Json.write(Map.of("query", query)));
    }

    /** Posts any body as JSON. */
    public Answer post(String body) {
        return caller.send(
                base.resolve("/graphql"),
                request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** Creates a user whose name begins with this text, with {@link #PASSWORD}; returns the username. */
    public String newUser(String kind) {
        String username = kind + NEXT.incrementAndGet();
        data("mutation { createUser(input: {username: \"" + username + "\", password: \"" + PASSWORD + "\", email: \""
                + username + "@example.com\", emailVerified: true, name: \"" + kind + " Example\"}) { username } }");
        return username;
    }

    public void require2fa(String username, boolean required) {
        JsonNode result = data("mutation { setUser2faRequired(username: \"" + username + "\", required: " + required
                        + ") { success } }")
                .get("setUser2faRequired");
        if (!result.get("success").asBoolean()) {
            throw new AssertionError("the requirement was not set: " + result);
        }
    }
}
