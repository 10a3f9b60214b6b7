package dev.albireo.cli;

import picocli.CommandLine.Command;

/** {@code albireo login}: signs the user in with a browser; later commands act on the user's behalf. */
@Command(
        name = "login",
        description = {
            "Signs an administrator in through a browser on this machine, with a second factor (RFC 8252).",
            "The tokens are stored in ~/.config/albireo, readable by the owner only, until albireo logout."
        },
        footerHeading = "%nExample:%n",
        footer = "  albireo login --server https://admin.example --issuer https://id.example")
final class LoginCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    LoginCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        SavedLogin saved = context.savedLogin();
        IssuerMetadata issuer = context.issuer();
        saved.keep(issuer.name(), new BrowserLogin(issuer, context.environment()).tokens());
        context.output()
                .done("Signed in", Json.object().put("issuer", issuer.name()).put("result", "signed in"));
        return ExitCode.DONE;
    }
}
