package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What files declare")
class DocumentsTest {
    @TempDir
    Path folder;

    @Test
    void a_client_comes_after_what_it_refers_to_and_users_come_last() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                resourceType: User
                id: u1
                ---
                resourceType: Client
                id: c2
                """);
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("b/c.json"), "{\"resourceType\":\"AuthConfig\",\"id\":\"x\"}");
        Files.writeString(folder.resolve("b/d.yml"), "resourceType: Client\nid: c1\n");
        Files.writeString(folder.resolve("README.md"), "not one of them");
        Files.writeString(folder.resolve(".hidden.yaml"), "nor this");

        assertThat(read(folder.toString()).stream().map(DeclaredDocument::name))
                .containsExactly("AuthConfig/x", "Client/c2", "Client/c1", "User/u1");
    }

    @Test
    void the_standard_input_is_a_dash() {
        Documents documents =
                new Documents(new ByteArrayInputStream("\uFEFFresourceType: User\nid: '1'\n".getBytes(UTF_8)));

        assertThat(documents.read(List.of("-")).getFirst().name()).isEqualTo("User/1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            resourceType: Team, id: x                                   | resourceType must be one of AuthConfig, Client, User, Group
            id: x                                                       | resourceType must be one of
            resourceType: client, id: x                                 | resourceType must be one of
            resourceType: Client                                        | id is missing
            - x                                                         | must be a mapping
            """)
    void what_is_no_resource_is_refused_by_its_file(String text, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), text.replace(", ", "\n"));

        assertThatThrownBy(() -> read(file.toString()))
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(said);
    }

    @Test
    void the_same_resource_twice_is_a_mistake_and_so_is_none_at_all() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.yaml"), "resourceType: User\nid: a\n---\nresourceType: User\nid: a\n");

        assertThatThrownBy(() -> read(file.toString())).hasMessageContaining("document 2: User/a is declared twice");
        assertThatThrownBy(() ->
                        read(Files.createDirectory(folder.resolve("empty")).toString()))
                .hasMessageContaining("no resource found");
        assertThatThrownBy(() -> read(folder.resolve("nowhere").toString())).hasMessageContaining("file not found");
    }

    @Test
    void what_is_written_and_never_shown_is_known_by_its_path() {
        DeclaredDocument declared = DeclaredDocument.of(
                Json.parse("{\"resourceType\":\"User\",\"id\":\"x\",\"password\":\"p\",\"name\":{\"a\":1,\"b\":2}}")
                        .orElseThrow(),
                "f");

        assertThat(declared.neverShown(
                        Json.parse("{\"id\":\"x\",\"name\":{\"a\":1}}").orElseThrow()))
                .containsExactly("password", "name.b");
    }

    private static List<DeclaredDocument> read(String place) {
        return new Documents(new ByteArrayInputStream(new byte[0])).read(List.of(place));
    }
}
