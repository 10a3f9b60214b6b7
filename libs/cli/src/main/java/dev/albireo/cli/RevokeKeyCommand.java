package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo revoke-key}: revokes a compromised key. */
@Command(
        name = "revoke-key",
        description = "Deletes a compromised signing key. Within seconds every service rejects its signatures.",
        footerHeading = "%nExample:%n",
        footer = "  albireo revoke-key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs --reason 'found in a log'")
final class RevokeKeyCommand implements Main.Command {
    private final Context context;

    @Parameters(paramLabel = "KID", description = "Its id, as albireo keys says.")
    private String kid = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; it is kept in the audit trail.")
    private String reason = "";

    RevokeKeyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit run() {
        List<JsonNode> keys = new ArrayList<>();
        context.api()
                .graphql(
                        "mutation($kid: String!, $reason: String!) { revokeSigningKey(kid: $kid, reason: $reason)"
                                + " { algorithm kid } }",
                        Map.of("kid", kid, "reason", reason))
                .path("revokeSigningKey")
                .forEach(keys::add);
        context.output().list(List.of("algorithm", "kid"), keys);
        return Exit.DONE;
    }
}
