package dev.albireo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command, and the options that all commands share. */
@Command(
        name = "albireo",
        description =
                "Administers Albireo: users and their second factor, declared resources, webhooks, keys, the audit trail, events.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Albireo.Version.class,
        sortOptions = false,
        subcommands = {
            LoginCommand.class,
            LogoutCommand.class,
            UserCommand.class,
            GroupCommand.class,
            RequireCommand.class,
            StatusCommand.class,
            ResetCommand.class,
            ApplyCommand.class,
            GetCommand.class,
            DeleteCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            KeysCommand.class,
            RotateKeysCommand.class,
            RevokeKeyCommand.class,
            EndSessionsCommand.class,
            WebhookCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            EventsCommand.class,
            DeadLettersCommand.class,
            ReplayDeadLettersCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo user add alice --email alice@example.com",
            "  albireo require-2fa alice",
            "  albireo group add finance --require-2fa --member alice",
            "  albireo apply -f config/ --dry-run",
            "  albireo import users.jsonl --dry-run",
            "  albireo --output json 2fa-status alice",
            "",
            "In development no token is needed. Otherwise sign in with albireo login, or",
            "set ALBIREO_TOKEN, or use a service account with ALBIREO_CLIENT_ID and",
            "ALBIREO_CLIENT_KEY.",
            "",
            "Exit codes: 0 success, 1 rejected or incomplete, 2 different (apply --dry-run",
            "--exit-code), 64 usage, 65 invalid input, 69 server unavailable, 77 not authorized."
        })
final class Albireo {
    private final CommandContext context;

    Albireo(CommandContext context) {
        this.context = context;
    }

    /** Reads the version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Albireo.class.getPackage().getImplementationVersion();
            return new String[] {"albireo " + (version == null ? "(development)" : version)};
        }
    }

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The URL of the admin API (ALBIREO_SERVER; default http://localhost:9091).")
    void server(String address) {
        context.useServer(address);
    }

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The issuer of tokens (ALBIREO_ISSUER; default http://localhost:9090).")
    void issuer(String name) {
        context.useIssuer(name);
    }

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file of an access token; - is the standard input.")
    void tokenFile(String file) {
        context.useTokenFile(file);
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table, json or yaml.")
    void format(Format format) {
        context.useFormat(format);
    }
}
