package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The logins that {@code albireo login} saved, one for each server, in a file that only its owner can read. A refresh token is valid for
 * one use, so concurrent commands wait for the one that renews it.
 */
final class SavedLogin implements Tokens {
    private static final String CLIENT = "albireo-cli";
    private static final int ALMOST_OVER_SECONDS = 20;

    private final Path folder;
    private final String server;
    private final ApiHttpClient http;
    private final Clock clock;

    SavedLogin(Path folder, URI server, ApiHttpClient http, Clock clock) {
        this.folder = folder;
        this.server = server.toString();
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Optional<String> bearer() {
        return Files.exists(file()) ? locked(this::current) : Optional.empty();
    }

    /** Saves the response of the token endpoint. */
    void keep(String issuer, JsonNode response) {
        locked(() -> {
            ObjectNode all = all();
            all.set(server, entry(issuer, response, ""));
            write(all);
            return Optional.empty();
        });
    }

    /** Deletes the saved login; returns the tokens to revoke. */
    Optional<JsonNode> forget() {
        return Files.exists(file())
                ? locked(() -> {
                    ObjectNode all = all();
                    Optional<JsonNode> entry = Optional.ofNullable(all.remove(server));
                    write(all);
                    return entry;
                })
                : Optional.empty();
    }

    private Optional<String> current() {
        ObjectNode all = all();
        JsonNode entry = all.path(server);
        if (entry.isMissingNode()) {
            return Optional.empty();
        }
        Instant soon = clock.instant().plusSeconds(ALMOST_OVER_SECONDS);
        if (Instant.ofEpochSecond(entry.path("expires_at").asLong()).isBefore(soon)) {
            entry = renewed(entry);
            all.set(server, entry);
            write(all);
        }
        return Optional.of(entry.path("access_token").asText());
    }

    private ObjectNode renewed(JsonNode entry) {
        String refresh = entry.path("refresh_token").asText();
        if (refresh.isEmpty()) {
            throw new CommandFailure(ExitCode.NOT_LET_IN, "the saved login has expired; run albireo login");
        }
        String issuer = entry.path("issuer").asText();
        try {
            JsonNode response = IssuerMetadata.discover(issuer, http)
                    .token(Map.of("grant_type", "refresh_token", "refresh_token", refresh, "client_id", CLIENT));
            return entry(issuer, response, refresh);
        } catch (CommandFailure e) {
            throw e.exit() == ExitCode.NOT_LET_IN
                    ? new CommandFailure(ExitCode.NOT_LET_IN, "the saved login has expired; run albireo login")
                    : e;
        }
    }

    private ObjectNode entry(String issuer, JsonNode response, String refreshBefore) {
        return Json.object()
                .put("issuer", issuer)
                .put("access_token", response.path("access_token").asText())
                .put("refresh_token", response.path("refresh_token").asText(refreshBefore))
                .put(
                        "expires_at",
                        clock.instant().getEpochSecond()
                                + response.path("expires_in").asLong());
    }

    private ObjectNode all() {
        try {
            return Files.exists(file())
                    ? (ObjectNode) Json.parse(Files.readString(file()))
                            .filter(JsonNode::isObject)
                            .orElseGet(Json::object)
                    : Json.object();
        } catch (IOException e) {
            throw unusable();
        }
    }

    private void write(JsonNode all) {
        try {
            Path written = Files.createTempFile(
                    folder,
                    ".login",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(written, Json.pretty(all), UTF_8);
            Files.move(written, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable();
        }
    }

    private <T> Optional<T> locked(java.util.function.Supplier<Optional<T>> work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("login.lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? work.get() : Optional.empty();
            }
        } catch (IOException e) {
            throw unusable();
        }
    }

    private Path file() {
        return folder.resolve("login.json");
    }

    private CommandFailure unusable() {
        return new CommandFailure(ExitCode.BAD_INPUT, folder + ": the login cannot be saved");
    }
}
