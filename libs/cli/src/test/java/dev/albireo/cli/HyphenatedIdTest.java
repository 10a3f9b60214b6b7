package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An id that begins with a hyphen, as those of keys and passkeys may")
class HyphenatedIdTest {
    private static final String DONE = """
            {"data":{"revokeSigningKey":[],"removeFactor":{"success":true,"message":"done","user":null}}}""";

    @ParameterizedTest
    @CsvSource({"revoke-key", "user remove-factor alice"})
    void comes_after_two_hyphens(String command) throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, DONE))) {
            Ran asOption = server.run("", Map.of(), (command + " -n_xZ --reason leaked").split(" "));
            assertThat(asOption.code()).isEqualTo(64);
            assertThat(asOption.err()).contains("an id that begins with - comes last, after --");

            Ran ran = server.run("", Map.of(), (command + " --reason leaked -- -n_xZ").split(" "));
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(server.requests()).singleElement().asString().contains("\"-n_xZ\"");
        }
    }
}
