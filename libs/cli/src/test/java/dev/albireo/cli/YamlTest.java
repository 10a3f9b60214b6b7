package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("YAML 1.2")
class YamlTest {
    @Test
    void section_10_3_no_is_a_text_and_so_is_a_time() {
        JsonNode read = Yaml.documents("f", "a: no\nb: 12:30\nc: true\nd: 012\ne: ~\nf: 2026-11-22\n")
                .getFirst();

        assertThat(read.toString())
                .isEqualTo("{\"a\":\"no\",\"b\":\"12:30\",\"c\":true,\"d\":12,\"e\":null,\"f\":\"2026-11-22\"}");
    }

    @Test
    void a_stream_has_several_documents_and_empty_ones_count_for_nothing() {
        assertThat(Yaml.documents("f", "---\na: 1\n---\n---\nb: 2\n...\n")).hasSize(2);
        assertThat(Yaml.documents("f", "# nothing\n")).isEmpty();
        assertThat(Yaml.documents("f", "{\"a\":[1,2]}").getFirst().at("/a/1").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"no\",\"b\":\"\",\"c\":\"1\",\"d\":\"true\",\"e\":null,\"f\":\" x \",\"g\":\"a: b\\n- c\"}",
                "{\"list\":[],\"map\":{},\"deep\":{\"a\":[{\"b\":1.5},{\"c\":false}]},\"long\":12345678901234}",
                "{\"time\":\"2026-11-22T10:00:00Z\",\"octal\":\"0o17\",\"hex\":\"0x1F\",\"unicode\":\"Zürich ☃\"}"
            })
    void what_is_written_reads_the_same(String json) {
        JsonNode document = Json.parse(json).orElseThrow();

        assertThat(Yaml.documents("f", Yaml.write(document)).getFirst()).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "a: 1\na: 2", "a: !!java.util.Date x", "\t- x", "a: &x\n  b: *x"})
    void what_cannot_be_read_is_said_with_its_place(String text) {
        assertThatThrownBy(() -> Yaml.documents("folder/file.yaml", text))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.BAD_INPUT);
                    assertThat(failure.message()).startsWith("folder/file.yaml").doesNotContain("\n");
                });
    }
}
