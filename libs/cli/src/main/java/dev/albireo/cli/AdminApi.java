package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The client of the admin API, GraphQL and declared resources. Each method returns the server's response, or fails with its error. */
final class AdminApi {
    private static final int PAGE = 200;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final URI server;
    private final Tokens tokens;
    private final ApiHttpClient http;

    AdminApi(URI server, Tokens tokens, ApiHttpClient http) {
        this.server = server;
        this.tokens = tokens;
        this.http = http;
    }

    /** Returns the {@code data} of a response without errors; fails with the first error otherwise. */
    JsonNode graphql(String query, Map<String, ?> variables) {
        ObjectNode body = Json.object().put("query", query);
        body.set("variables", Json.of(variables));
        HttpResponse<String> response = send(
                "/graphql",
                request -> request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.line(body))));
        JsonNode httpResponse = understood(response);
        if (httpResponse.path("errors").isArray()
                && !httpResponse.path("errors").isEmpty()) {
            throw GraphqlErrors.failure(httpResponse.path("errors").get(0));
        }
        if (response.statusCode() != 200) {
            throw ServerErrors.failure(response);
        }
        return httpResponse.path("data");
    }

    /** Returns the resource as the server shows it; empty if it does not exist. */
    Optional<JsonNode> find(ResourceType kind, String id) {
        HttpResponse<String> response = send(path(kind, id), HttpRequest.Builder::GET);
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(succeeded(response));
    }

    /**
     * Writes a whole resource.
     *
     * @param ifVersion the write is rejected if the resource has another version
     * @param dryRun whether the write is validated and answered, but has no effect
     */
    JsonNode put(DeclaredDocument resource, Optional<String> ifVersion, boolean dryRun) {
        String path = path(resource.kind(), resource.id()) + (dryRun ? "?_dryRun=true" : "");
        return succeeded(send(path, request -> {
            ifVersion.ifPresent(version -> request.header("If-Match", "W/\"" + version + "\""));
            return request.header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(Json.line(resource.body())));
        }));
    }

    /**
     * Creates the users of a batch; returns what became of each.
     *
     * @param users {@code User} resources as JSON lines
     * @param dryRun whether they are validated and answered, but not created
     */
    JsonNode importUsers(String users, boolean dryRun) {
        return succeeded(send(
                "/User" + (dryRun ? "?_dryRun=true" : ""),
                request ->
                        request.header("Content-Type", "application/x-ndjson").POST(BodyPublishers.ofString(users))));
    }

    void delete(ResourceType kind, String id) {
        succeeded(send(path(kind, id), HttpRequest.Builder::DELETE));
    }

    /** Returns all resources of a kind, by id. */
    List<JsonNode> list(ResourceType kind) {
        List<JsonNode> all = new ArrayList<>();
        String next = "/" + kind.type() + "?_count=" + PAGE;
        while (!next.isEmpty()) {
            JsonNode bundle = succeeded(send(next, HttpRequest.Builder::GET));
            bundle.path("entry").forEach(entry -> all.add(entry.path("resource")));
            next = bundle.at("/link/0/url").asText();
        }
        return all;
    }

    private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> change) {
        HttpRequest.Builder request =
                change.apply(ApiHttpClient.to(server.resolve(path)).header("Accept", "application/json"));
        tokens.bearer().ifPresent(token -> {
            ApiHttpClient.checkSafe(server);
            request.header("Authorization", "Bearer " + token);
        });
        return http.send(request.build());
    }

    private JsonNode succeeded(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw ServerErrors.failure(response);
        }
        return understood(response);
    }

    private JsonNode understood(HttpResponse<String> response) {
        return Json.parse(response.body())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> response.statusCode() / 100 == 2
                        ? new CommandFailure(ExitCode.AWAY, server + " is not an Albireo admin API; check the URL")
                        : ServerErrors.failure(response));
    }

    /** An id is sent unchanged, because it contains no character that requires encoding (RFC 3986 section 2.3). */
    private static String path(ResourceType kind, String id) {
        if (!ID.matcher(id).matches()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    kind.type() + "/" + id
                            + ": an id has letters, digits, dots, hyphens and underscores, the first a letter or digit");
        }
        return "/" + kind.type() + "/" + id;
    }
}
