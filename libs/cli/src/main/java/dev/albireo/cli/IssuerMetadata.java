package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** The OpenID Connect provider whose access tokens the admin API accepts. Its endpoints are those of its discovery document. */
final class IssuerMetadata {
    private final String name;
    private final ApiHttpClient http;
    private final JsonNode metadata;

    private IssuerMetadata(String name, ApiHttpClient http, JsonNode metadata) {
        this.name = name;
        this.http = http;
        this.metadata = metadata;
    }

    /** Fetches the discovery document (OpenID Connect Discovery section 4), whose issuer must match. */
    static IssuerMetadata discover(String name, ApiHttpClient http) {
        String issuer = name.replaceFirst("/+$", "");
        URI document = uri(issuer + "/.well-known/openid-configuration");
        ApiHttpClient.checkSafe(document);
        HttpResponse<String> response =
                http.send(ApiHttpClient.to(document).GET().build());
        JsonNode metadata = Json.parse(response.body()).orElseGet(Json::object);
        if (response.statusCode() != 200 || !metadata.path("issuer").asText().equals(issuer)) {
            throw new CommandFailure(
                    ExitCode.AWAY,
                    issuer + " does not match the issuer of the discovery document; set --issuer or ALBIREO_ISSUER");
        }
        return new IssuerMetadata(issuer, http, metadata);
    }

    String name() {
        return name;
    }

    URI endpoint(String member) {
        URI endpoint = uri(metadata.path(member).asText());
        ApiHttpClient.checkSafe(endpoint);
        return endpoint;
    }

    /** Returns the response of the token endpoint (RFC 6749 section 5.1); fails with its error otherwise. */
    JsonNode token(Map<String, String> form) {
        HttpResponse<String> response = http.send(ApiHttpClient.to(endpoint("token_endpoint"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(ApiHttpClient.form(form)))
                .build());
        JsonNode tokenResponse = Json.parse(response.body()).orElseGet(Json::object);
        if (response.statusCode() == 200 && tokenResponse.path("access_token").isTextual()) {
            return tokenResponse;
        }
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw new CommandFailure(
                    ExitCode.AWAY, name + " cannot issue tokens at the moment: status " + response.statusCode());
        }
        String error = ServerErrors.oneLine(tokenResponse.path("error").asText("status " + response.statusCode()));
        String description =
                ServerErrors.oneLine(tokenResponse.path("error_description").asText());
        throw new CommandFailure(
                ExitCode.NOT_LET_IN,
                name + " rejected the token request: " + error + (description.isEmpty() ? "" : ", " + description));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, text + " is not a URL");
        }
    }
}
