package dev.albireo.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code albireo 2fa-status}. */
@Command(
        name = "2fa-status",
        description = "Shows whether a second factor is required of a user, and which ones there are.",
        footerHeading = "%nExample:%n",
        footer = "  albireo 2fa-status alice -o json")
final class StatusCommand implements Main.Command {
    private final Context context;

    @Parameters(paramLabel = "USERNAME", description = "Of whom.")
    private String username = "";

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit run() {
        context.output()
                .object(context.api()
                        .graphql(
                                "query($name: String!) { user2faStatus(username: $name) { username subject requires2fa"
                                        + " passkeyEnrolled passkeyCount passkeyEnrolledAt totpEnabled totpEnabledAt"
                                        + " recoveryCodesLeft lockedUntil } }",
                                Map.of("name", username))
                        .path("user2faStatus"));
        return Exit.DONE;
    }
}
