package dev.albireo.cli;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;

/** What every command works with: the server, the credentials and the output. Filled from the options that all commands share. */
final class Context {
    private static final String DEFAULT_SERVER = "http://localhost:9091";
    private static final String DEFAULT_ISSUER = "http://localhost:9090";

    private final Surroundings surroundings;
    private final Http http = new Http();
    private Optional<String> server = Optional.empty();
    private Optional<String> issuer = Optional.empty();
    private Optional<String> tokenFile = Optional.empty();
    private Format format = Format.table;

    Context(Surroundings surroundings) {
        this.surroundings = surroundings;
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

    Surroundings surroundings() {
        return surroundings;
    }

    Output output() {
        return new Output(surroundings.out(), format);
    }

    AdminApi api() {
        return new AdminApi(server(), tokens(), http);
    }

    SavedLogin savedLogin() {
        return new SavedLogin(surroundings.settings(), server(), http, surroundings.clock());
    }

    Issuer issuer() {
        String name = issuer.or(() -> surroundings.variable("ALBIREO_ISSUER")).orElse(DEFAULT_ISSUER);
        return Issuer.discover(name, http);
    }

    Http http() {
        return http;
    }

    private URI server() {
        String address =
                server.or(() -> surroundings.variable("ALBIREO_SERVER")).orElse(DEFAULT_SERVER);
        if (!address.matches("https?://[^/?#\\s]+/?")) {
            throw new Failure(Exit.USAGE, address + " is not a server URL such as https://admin.example");
        }
        return URI.create(address.replaceFirst("/$", ""));
    }

    /** Options of the command line take precedence over variables, and variables over a saved login. */
    private Tokens tokens() {
        if (tokenFile.isPresent()) {
            String token = Secret.read(tokenFile.get(), surroundings.in());
            return () -> Optional.of(token);
        }
        Optional<String> token = surroundings.variable("ALBIREO_TOKEN");
        if (token.isPresent()) {
            return () -> token;
        }
        return surroundings
                .variable("ALBIREO_CLIENT_ID")
                .<Tokens>map(this::serviceAccount)
                .orElseGet(this::savedLogin);
    }

    private ServiceAccount serviceAccount(String clientId) {
        String file = surroundings
                .variable("ALBIREO_CLIENT_KEY")
                .orElseThrow(() -> new Failure(
                        Exit.USAGE, "ALBIREO_CLIENT_ID requires ALBIREO_CLIENT_KEY, the file of the private key"));
        PrivateKeyJwt key = PrivateKeyJwt.of(file, Secret.all(file, surroundings.in()), new SecureRandom());
        return new ServiceAccount(clientId, key, this::issuer, surroundings.clock());
    }
}
