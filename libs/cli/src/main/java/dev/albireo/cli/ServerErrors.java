package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;

/** Converts an error response of the server (RFC 9457) to a failure with one line of text. */
final class ServerErrors {
    /** The administrator's second factor is too old: the last segment of the problem type, and the code of the GraphQL error. */
    static final String FRESH_PROOF_REQUIRED = "fresh-proof-required";

    private ServerErrors() {}

    static CommandFailure failure(HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode problem = Json.parse(response.body()).orElseGet(Json::object);
        String said = said(problem, status);
        return switch (status) {
            case 401 ->
                new CommandFailure(
                        ExitCode.NOT_LET_IN, "not signed in: " + said + " (albireo login, or ALBIREO_TOKEN)");
            case 403 -> new CommandFailure(ExitCode.NOT_LET_IN, "not allowed: " + said + remedy(kind(problem)));
            case 429, 500, 502, 503, 504 ->
                new CommandFailure(ExitCode.AWAY, "the server is temporarily unavailable: " + said);
            default -> new CommandFailure(ExitCode.REFUSED, said);
        };
    }

    /** The command that removes the cause of this kind of refusal; empty where there is none. */
    static String remedy(String kind) {
        return kind.equals(FRESH_PROOF_REQUIRED) ? " (run albireo login, then this command again)" : "";
    }

    private static String kind(JsonNode problem) {
        String type = problem.path("type").asText();
        return type.substring(type.lastIndexOf('/') + 1);
    }

    private static String said(JsonNode problem, int status) {
        String detail = problem.path("detail").asText(problem.path("title").asText());
        String message = detail.isEmpty() ? problem.at("/errors/0/message").asText() : detail;
        String field = problem.path("field").asText();
        String text = message.isEmpty() ? "status " + status : oneLine(message);
        return field.isEmpty() || text.startsWith(field) ? text : field + ": " + text;
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
