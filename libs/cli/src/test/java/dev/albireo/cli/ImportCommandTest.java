package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("albireo import")
class ImportCommandTest {
    @TempDir
    Path folder;

    @Test
    void lines_are_sent_in_batches_and_the_refused_ones_are_reported_by_their_number() throws IOException {
        Path users = write(IntStream.rangeClosed(1, 150)
                .mapToObj(i -> i == 3 ? "nonsense {\"passwordHash\":\"hush\"}" : i == 5 ? "" : user("u" + i))
                .toList());
        AtomicInteger batches = new AtomicInteger();
        try (FakeServer server = new FakeServer(
                line -> new Said(200, batches.incrementAndGet() == 1 ? answer(100, 2) : answer(48, 1)))) {
            Ran ran = server.run("", Map.of(), "import", users.toString());

            assertThat(ran.code()).as(ran.toString()).isEqualTo(1);
            assertThat(ran.out())
                    .isEqualTo("%s: 146 users created, 0 unchanged, 3 refused, see %s.refused.jsonl%n"
                            .formatted(users, users));
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.startsWith("POST /User {"));
            assertThat(server.requests().get(0).lines()).hasSize(100);
            assertThat(server.requests().get(1).lines()).hasSize(48).last().isEqualTo(user("u150"));
        }
        assertThat(Files.readAllLines(Path.of(users + ".refused.jsonl")))
                .containsExactly(
                        "{\"line\":3,\"reason\":\"the line is not a JSON object\"}",
                        "{\"line\":2,\"userName\":\"u2\",\"field\":\"email\",\"reason\":\"it is wrong\"}",
                        "{\"line\":103,\"userName\":\"u1\",\"field\":\"email\",\"reason\":\"it is wrong\"}");
    }

    @Test
    void a_batch_has_a_limited_size() throws IOException {
        String name = "x".repeat(20_000);
        Path users = write(List.of(user(name), user(name), user(name), user("x".repeat(50_000))));
        AtomicInteger batches = new AtomicInteger();
        try (FakeServer server =
                new FakeServer(line -> new Said(200, batches.incrementAndGet() == 1 ? answer(2, 0) : answer(1, 0)))) {
            Ran ran = server.run("", Map.of(), "-o", "json", "import", users.toString());
            assertThat(ran.code()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
            JsonNode result = Json.parse(ran.out()).orElseThrow();
            assertThat(result.path("created").asInt()).isEqualTo(3);
            assertThat(result.path("refused").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_dry_run_says_so_and_asks_the_server_for_one() throws IOException {
        Path report = folder.resolve("report.jsonl");
        try (FakeServer server = new FakeServer(line -> new Said(200, answer(1, 0)))) {
            Ran ran = server.run(
                    user("alice") + "\n", Map.of(), "import", "-", "--dry-run", "--report", report.toString());
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).isEqualTo("standard input: 1 user would be created, 0 unchanged, 0 refused\n");
            assertThat(server.requests()).singleElement().asString().startsWith("POST /User?_dryRun=true {");
        }
        assertThat(report).isEmptyFile();
    }

    @Test
    void an_interrupted_import_says_what_was_done() throws IOException {
        Path users =
                write(IntStream.rangeClosed(1, 250).mapToObj(i -> user("u" + i)).toList());
        AtomicInteger batches = new AtomicInteger();
        try (FakeServer server = new FakeServer(line -> batches.incrementAndGet() == 2
                ? new Said(503, "{\"detail\":\"not now\"}")
                : new Said(200, answer(100, 0)))) {
            Ran ran = server.run("", Map.of(), "import", users.toString());
            assertThat(ran.code()).isEqualTo(69);
            assertThat(ran.err())
                    .contains("lines 101 to 200: the server is temporarily unavailable: not now")
                    .contains("before: 100 users created, 0 unchanged, 0 refused; run the command again to continue")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error() throws IOException {
        Path latin = folder.resolve("latin.jsonl");
        Files.write(latin, new byte[] {'{', (byte) 0xe4, '}'});
        Map<String, String> server = Map.of("ALBIREO_SERVER", "http://127.0.0.1:1");
        assertThat(FakeServer.command("", server, "import", latin.toString()).code())
                .isEqualTo(65);
        assertThat(FakeServer.command("", server, "import", folder + "/none.jsonl")
                        .code())
                .isEqualTo(65);
        assertThat(FakeServer.command("", server, "import", latin.toString(), "--report", folder + "/no/x")
                        .code())
                .isEqualTo(65);
        assertThat(FakeServer.command("", server, "import").code()).isEqualTo(64);
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(folder.resolve("users.jsonl"), lines);
    }

    private static String user(String name) {
        return "{\"userName\":\"" + name + "\"}";
    }

    /** Returns the answer to a batch of this many lines, one of which may be refused. */
    private static String answer(int lines, int refused) {
        ObjectNode answer = Json.object();
        ArrayNode entries = answer.putArray("lines");
        IntStream.rangeClosed(1, lines).forEach(i -> {
            ObjectNode entry = entries.addObject().put("line", i).put("userName", "u" + i);
            if (i == refused) {
                entry.put("outcome", "REFUSED").put("field", "email").put("reason", "it is wrong");
            } else {
                entry.put("outcome", "CREATED");
            }
        });
        return Json.line(answer);
    }
}
