package dev.albireo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command, and the options that all commands share. */
@Command(
        name = "albireo",
        description = "Administers Albireo: users and their second factor, declared resources, keys, the audit trail.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Albireo.Version.class,
        sortOptions = false,
        subcommands = {
            LoginCommand.class,
            LogoutCommand.class,
            UserCommand.class,
            RequireCommand.class,
            StatusCommand.class,
            ResetCommand.class,
            ApplyCommand.class,
            GetCommand.class,
            DeleteCommand.class,
            ExportCommand.class,
            KeysCommand.class,
            RotateKeysCommand.class,
            RevokeKeyCommand.class,
            AuditCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo user add alice --email alice@example.com",
            "  albireo require-2fa alice",
            "  albireo apply -f config/ --dry-run",
            "  albireo --output json 2fa-status alice",
            "",
            "In development no token is needed. Elsewhere sign in with albireo login, or",
            "say ALBIREO_TOKEN, or name a service account by ALBIREO_CLIENT_ID and",
            "ALBIREO_CLIENT_KEY.",
            "",
            "Ends with 0 done, 1 refused or not all done, 2 different (apply --dry-run",
            "--exit-code), 64 wrong usage, 65 unreadable input, 69 server away, 77 not let in."
        })
final class Albireo {
    private final Context context;

    Albireo(Context context) {
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
            description = "The admin API; ALBIREO_SERVER, else http://localhost:9091.")
    void server(String address) {
        context.useServer(address);
    }

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Who gives the tokens; ALBIREO_ISSUER, else http://localhost:9090.")
    void issuer(String name) {
        context.useIssuer(name);
    }

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "An access token to use; - is the standard input.")
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
