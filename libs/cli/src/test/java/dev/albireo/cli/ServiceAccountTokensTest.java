package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 6749 section 4.4, a pipeline requests a token of its own")
class ServiceAccountTokensTest {
    private final AtomicReference<String> issuer = new AtomicReference<>("");

    @TempDir
    Path folder;

    private Path key;

    @BeforeEach
    void a_key() throws GeneralSecurityException, IOException {
        byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void it_signs_that_it_is_itself_and_asks_once_for_resources_alone() throws IOException {
        try (FakeServer server = new FakeServer(this::answer)) {
            issuer.set(server.address());
            Ran ran = server.run("", variables(server), "get", "Client");

            assertThat(ran.code()).as(ran.toString()).isZero();
            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests().get(1))
                    .startsWith("POST /token ")
                    .contains("grant_type=client_credentials")
                    .contains("scope=albireo%3Aresources")
                    .contains("client_id=pipeline")
                    .contains("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer")
                    .contains("client_assertion=ey");
            assertThat(server.requests().subList(2, 4))
                    .allMatch(line -> line.startsWith("GET /Client?") && line.endsWith(" Bearer given"));
        }
    }

    @Test
    void the_issuers_no_is_told_in_its_words() throws IOException {
        try (FakeServer server = new FakeServer(line -> line.startsWith("POST /token")
                ? new Said(400, "{\"error\":\"invalid_scope\",\"error_description\":\"the client may not have that\"}")
                : answer(line))) {
            issuer.set(server.address());
            Ran ran = server.run("", variables(server), "get", "Client");

            assertThat(ran.code()).isEqualTo(77);
            assertThat(ran.err())
                    .isEqualTo("albireo: " + server.address()
                            + " rejected the token request: invalid_scope, the client may not have that\n");
        }
    }

    @Test
    void the_metadata_of_another_issuer_is_rejected() throws IOException {
        try (FakeServer server = new FakeServer(this::answer)) {
            issuer.set("https://evil.example");

            assertThat(server.run("", variables(server), "get", "Client").code())
                    .isEqualTo(69);
            assertThat(server.requests()).noneMatch(line -> line.startsWith("POST"));
        }
    }

    @Test
    void a_client_without_a_key_makes_no_sense() {
        Ran ran = FakeServer.command("", Map.of("ALBIREO_CLIENT_ID", "pipeline"), "get", "Client");

        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("ALBIREO_CLIENT_KEY");
    }

    private Map<String, String> variables(FakeServer server) {
        return Map.of(
                "ALBIREO_ISSUER",
                server.address(),
                "ALBIREO_CLIENT_ID",
                "pipeline",
                "ALBIREO_CLIENT_KEY",
                key.toString());
    }

    private Said answer(String line) {
        String path = line.substring(line.indexOf(' ') + 1);
        if (path.startsWith("/.well-known/")) {
            return new Said(
                    200, "{\"issuer\":\"" + issuer.get() + "\",\"token_endpoint\":\"" + issuer.get() + "/token\"}");
        }
        if (path.equals("/token")) {
            return new Said(200, "{\"access_token\":\"given\",\"expires_in\":300}");
        }
        String next = path.contains("after") ? "" : "{\"relation\":\"next\",\"url\":\"/Client?after=a\"}";
        return new Said(200, "{\"entry\":[{\"resource\":{\"id\":\"a\"}}],\"link\":[" + next + "]}");
    }
}
