package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Messages of failed commands")
class ServerErrorsTest {
    @ParameterizedTest(name = "{0} ends with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            401 | 77 | albireo: not signed in: what it says (albireo login, or ALBIREO_TOKEN)
            403 | 77 | albireo: not allowed: what it says
            409 | 1  | albireo: standard input: Client/x: what it says
            422 | 1  | albireo: standard input: Client/x: name: what it says
            503 | 69 | albireo: standard input: Client/x: the server is temporarily unavailable: what it says
            """)
    void one_line_and_a_code(int status, int code, String said) throws IOException {
        String field = status == 422 ? ",\"field\":\"name\"" : "";
        try (FakeServer server = new FakeServer(line -> line.startsWith("PUT")
                ? new Said(status, "{\"title\":\"t\",\"detail\":\"what it\\nsays\"" + field + "}")
                : new Said(404, "{}"))) {
            Ran ran = server.run("resourceType: Client\nid: x\n", Map.of(), "apply", "-f", "-");

            assertThat(ran.code()).isEqualTo(code);
            assertThat(ran.err())
                    .endsWith(said.replace("albireo: not", "not") + "\n")
                    .startsWith("albireo: ");
            assertThat(ran.err().lines()).hasSize(1);
        }
    }

    @Test
    void an_error_of_GraphQL_is_said_with_its_path() throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(
                200,
                "{\"errors\":[{\"message\":\"User not found: x\",\"path\":[\"user2faStatus\"],"
                        + "\"extensions\":{\"code\":\"not-found\"}}],\"data\":null}"))) {
            Ran ran = server.run("", Map.of(), "2fa-status", "x");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).isEqualTo("albireo: user2faStatus: User not found: x\n");
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void a_second_factor_that_is_too_old_is_said_with_the_command_that_helps() throws IOException {
        String detail = "this needs a recent second factor";
        String problem =
                "{\"type\":\"https://albireo.dev/problems/fresh-proof-required\",\"detail\":\"" + detail + "\"}";
        String error = "{\"errors\":[{\"message\":\"" + detail
                + "\",\"extensions\":{\"code\":\"fresh-proof-required\"}}],\"data\":null}";
        try (FakeServer server =
                new FakeServer(line -> line.startsWith("DELETE") ? new Said(403, problem) : new Said(200, error))) {
            for (String command : List.of("delete Client x", "require-2fa x --off")) {
                Ran ran = server.run("", Map.of(), command.split(" "));

                assertThat(ran.code()).as(command).isEqualTo(77);
                assertThat(ran.err())
                        .as(command)
                        .endsWith(detail + " (run albireo login, then this command again)\n")
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void what_was_done_is_known_where_the_rest_was_not() throws IOException {
        String three = "resourceType: User\nid: %s\n---\n".formatted("a") + "resourceType: User\nid: b\n---\n"
                + "resourceType: User\nid: c\n";
        try (FakeServer server = new FakeServer(line -> line.contains("/User/b")
                ? new Said(422, "{\"detail\":\"no\"}")
                : new Said(200, "{\"resourceType\":\"User\",\"id\":\"a\",\"meta\":{\"versionId\":\"1\"}}"))) {
            Ran ran = server.run(three, Map.of(), "apply", "-f", "-");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out()).isEqualTo("User/a unchanged\n");
            assertThat(ran.err())
                    .isEqualTo("albireo: standard input, document 2: User/b: no"
                            + " (1 of 3 were written, not done: User/b, User/c)\n");
            assertThat(server.requests()).noneMatch(line -> line.contains("/User/c"));
        }
    }

    @Test
    void a_server_that_is_away() {
        Ran ran = FakeServer.command("", Map.of("ALBIREO_SERVER", "http://127.0.0.1:1"), "user", "list");

        assertThat(ran.code()).isEqualTo(69);
        assertThat(ran.err())
                .startsWith("albireo: http://127.0.0.1:1 is unreachable")
                .endsWith("\n");
    }

    @Test
    void something_else_that_answers_there() throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, "<html>"))) {
            assertThat(server.run("", Map.of(), "user", "list").err()).contains("check the URL");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense
            apply
            reset-2fa alice
            get Team
            apply -f x --exit-code
            apply -f x --prune
            user add
            user add x --no-password --password-file y
            audit --since yesterday
            user list --output xml
            """)
    void a_command_line_that_makes_no_sense(String line) {
        Ran ran = FakeServer.command("", Map.of("ALBIREO_SERVER", "http://127.0.0.1:1"), line.split(" "));

        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).startsWith("albireo: ");
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_token_is_sent_without_TLS_only_to_this_computer() {
        Map<String, String> variables = Map.of("ALBIREO_SERVER", "http://admin.example", "ALBIREO_TOKEN", "hush-hush");
        Ran ran = FakeServer.command("", variables, "user", "list");

        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("only sent by https").doesNotContain("hush-hush");
    }

    @Test
    void a_token_comes_from_a_variable_or_a_file_and_the_file_counts_first() throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, "{\"data\":{\"user\":{\"username\":\"x\"}}}"))) {
            server.run("", Map.of("ALBIREO_TOKEN", "one"), "user", "show", "x");
            server.run("two\n", Map.of("ALBIREO_TOKEN", "one"), "--token-file", "-", "user", "show", "x");

            assertThat(server.requests().get(0)).contains(" Bearer one ");
            assertThat(server.requests().get(1)).contains(" Bearer two ");
        }
    }

    @Test
    void a_password_is_never_an_argument_and_never_requested_without_a_terminal() throws IOException {
        try (FakeServer server =
                new FakeServer(line -> new Said(200, "{\"data\":{\"createUser\":{\"username\":\"x\"}}}"))) {
            assertThat(server.run("", Map.of(), "user", "add", "x").code()).isEqualTo(64);
            assertThat(server.run("", Map.of(), "user", "add", "x", "--password", "p")
                            .code())
                    .isEqualTo(64);
            assertThat(server.run("p4ssword\n", Map.of(), "user", "add", "x", "--password-file", "-")
                            .code())
                    .isZero();
            assertThat(server.requests()).hasSize(1).first().asString().contains("\"password\":\"p4ssword\"");
        }
    }
}
