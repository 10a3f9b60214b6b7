package dev.albireo.cli;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;

/** What every command works with: the server, the credentials and the output. Filled from the options that all commands share. */
final class CommandContext {
    private static final String DEFAULT_SERVER = "http://localhost:9091";
    private static final String DEFAULT_ISSUER = "http://localhost:9090";

    private final ProcessEnvironment environment;
    private final ApiHttpClient http = new ApiHttpClient();
    private Optional<String> server = Optional.empty();
    private Optional<String> issuer = Optional.empty();
    private Optional<String> tokenFile = Optional.empty();
    private Format format = Format.table;

    CommandContext(ProcessEnvironment environment) {
        this.environment = environment;
    }

    void useServer(String address) {
        server = Optional.of(address);
    }

    void useIssuer(String name) {
        issuer = Optional.of(name);
    }

    void useTokenFile(String file) {
        tokenFile = Optional.of(file);
    }

    void useFormat(Format wanted) {
        format = wanted;
    }

    ProcessEnvironment environment() {
        return environment;
    }

    Output output() {
        return new Output(environment.out(), format);
    }

    AdminApi api() {
        return new AdminApi(server(), tokens(), http);
    }

    SavedLogin savedLogin() {
        return new SavedLogin(environment.settings(), server(), http, environment.clock());
    }

    IssuerMetadata issuer() {
        return IssuerMetadata.discover(issuerName(), http);
    }

    String issuerName() {
        return issuer.or(() -> environment.variable("ALBIREO_ISSUER")).orElse(DEFAULT_ISSUER);
    }

    ApiHttpClient http() {
        return http;
    }

    private URI server() {
        String address = server.or(() -> environment.variable("ALBIREO_SERVER")).orElse(DEFAULT_SERVER);
        if (!address.matches("https?://[^/?#\\s]+/?")) {
            throw new CommandFailure(ExitCode.USAGE, address + " is not a server URL such as https://admin.example");
        }
        return URI.create(address.replaceFirst("/$", ""));
    }

    /** Options of the command line take precedence over variables, and variables over a saved login. */
    private Tokens tokens() {
        if (tokenFile.isPresent()) {
            String token = SecretInput.read(tokenFile.get(), environment.in());
            return () -> Optional.of(token);
        }
        Optional<String> token = environment.variable("ALBIREO_TOKEN");
        if (token.isPresent()) {
            return () -> token;
        }
        return environment
                .variable("ALBIREO_CLIENT_ID")
                .<Tokens>map(this::serviceAccount)
                .orElseGet(this::savedLogin);
    }

    private ServiceAccountTokens serviceAccount(String clientId) {
        String file = environment
                .variable("ALBIREO_CLIENT_KEY")
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "ALBIREO_CLIENT_ID requires ALBIREO_CLIENT_KEY, the file of the private key"));
        PrivateKeyJwt key = PrivateKeyJwt.of(file, SecretInput.all(file, environment.in()), new SecureRandom());
        return new ServiceAccountTokens(clientId, key, this::issuer, environment.clock());
    }
}
