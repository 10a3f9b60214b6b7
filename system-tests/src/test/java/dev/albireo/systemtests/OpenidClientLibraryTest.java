package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Node;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the tests in {@code src/test/js/openid-client} with Node.js and reports each. A missing Node.js or library is a failure: {@code make
 * test} provides both, {@code make node} them alone.
 */
@DisplayName("A third-party client library, openid-client of npm, works with this server")
@ConcurrentJourneys
class OpenidClientLibraryTest {
    private static final int MINUTES = 5;

    @TestFactory
    Stream<DynamicTest> openid_client() throws Exception {
        Path project = Node.project("openid-client");
        long written = Files.readAllLines(project.resolve("client.test.js")).stream()
                .filter(line -> line.stripLeading().startsWith("test("))
                .count();
        List<JsonNode> results = run(project);
        assertThat(results).as("every test has reported its result").hasSizeGreaterThanOrEqualTo((int) written);
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.get("name").asText(),
                        () -> assertThat(result.get("passed").asBoolean())
                                .as(result.get("failure").asText())
                                .isTrue()));
    }

    private static String initialAccessToken() {
        return Running.admin()
                .data("mutation { issueInitialAccessToken(label: \"openid-client\") { token } }")
                .at("/issueInitialAccessToken/token")
                .asText();
    }

    private static List<JsonNode> run(Path project) throws IOException, InterruptedException {
        Path output = Files.createTempFile("openid-client", ".jsonl");
        ProcessBuilder command = new ProcessBuilder(
                        Node.program(),
                        "--test",
                        "--test-reporter=./reporter.js",
                        "--test-reporter-destination=stdout",
                        "client.test.js")
                .directory(project.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment()
                .putAll(Map.of(
                        "ISSUER", Running.stack().edgeUri().toString(),
                        "USERNAME", Running.admin().newUser("otto"),
                        "PASSWORD", Admin.PASSWORD,
                        "INITIAL_ACCESS_TOKEN", initialAccessToken()));
        Process node = command.start();
        try {
            assertThat(node.waitFor(MINUTES, TimeUnit.MINUTES)).as("node ends").isTrue();
            return Files.readAllLines(output).stream().map(Json::parse).toList();
        } finally {
            node.destroyForcibly();
            Files.delete(output);
        }
    }
}
