package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code albireo logout}: deletes the saved login and revokes its tokens (RFC 7009). */
@Command(name = "logout", description = "Deletes the saved login and revokes its tokens.")
final class LogoutCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    LogoutCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        Optional<JsonNode> forgotten = context.savedLogin().forget();
        forgotten.ifPresent(this::revoke);
        context.output()
                .done(
                        forgotten.isPresent() ? "Signed out" : "Not signed in",
                        Json.object().put("result", forgotten.isPresent() ? "signed out" : "not signed in"));
        return ExitCode.DONE;
    }

    private void revoke(JsonNode login) {
        String refresh = login.path("refresh_token").asText();
        String token = refresh.isEmpty() ? login.path("access_token").asText() : refresh;
        IssuerMetadata issuer = IssuerMetadata.discover(login.path("issuer").asText(), context.http());
        context.http()
                .send(ApiHttpClient.to(issuer.endpoint("revocation_endpoint"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                ApiHttpClient.form(Map.of("token", token, "client_id", "albireo-cli"))))
                        .build());
    }
}
