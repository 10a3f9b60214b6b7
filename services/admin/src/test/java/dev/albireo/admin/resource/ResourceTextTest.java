package dev.albireo.admin.resource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.albireo.admin.resource.ResourceText.BodyFormat;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Bodies of declared resources")
class ResourceTextTest {
    @ParameterizedTest
    @CsvSource({
        ",UNSAID",
        "application/json,JSON",
        "Application/JSON; charset=utf-8,JSON",
        "application/merge-patch+json,JSON",
        "text/yaml,YAML",
        "application/yaml,YAML",
        "application/x-yaml; charset=utf-8,YAML"
    })
    void the_content_type_names_the_format(String contentType, BodyFormat format) {
        assertThat(BodyFormat.of(contentType)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n{\"a\":2}", "\n{\"a\":1}\r\n\r\n{\"a\":2}\n", " [{\"a\":1},\n{\"a\":2}]"})
    void several_documents_are_lines_or_an_array(String text) {
        assertThat(ResourceText.readAll(text.getBytes(UTF_8)))
                .extracting(document -> document.path("a").asInt())
                .containsExactly(1, 2);
        assertThat(ResourceText.readAll(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/json-patch+json", "application/xml", "yaml"})
    void another_content_type_is_rejected(String contentType) {
        rejected(() -> BodyFormat.of(contentType), Problem.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @EnumSource(names = {"YAML", "UNSAID"})
    void the_seed_s_client_becomes_JSON(BodyFormat format) throws IOException {
        JsonNode client = ResourceText.read(seed(), format);

        assertThat(client.at("/secret").textValue()).isEqualTo("verysecret");
        assertThat(client.at("/first_party").isBoolean()).isTrue();
        assertThat(client.at("/first_party").asBoolean()).isTrue();
        assertThat(client.at("/grant_types")).hasToString("[\"code\"]");
        assertThat(client.at("/auth/authorization_code/redirect_uri").textValue())
                .isEqualTo("http://localhost:3001");
        assertThat(client.at("/auth/authorization_code/access_token_expiration").isInt())
                .isTrue();
        assertThat(client.at("/auth/authorization_code/access_token_expiration").asInt())
                .isEqualTo(360);
    }

    @Test
    void JSON_of_no_type_is_read_as_JSON() {
        byte[] body = "{\"password\":\"a\\/b\",\n\t\"id\":\"x\"}".getBytes(UTF_8);

        assertThat(ResourceText.read(body, BodyFormat.UNSAID)).hasToString("{\"password\":\"a/b\",\"id\":\"x\"}");
        rejected(() -> ResourceText.read(body, BodyFormat.YAML), Problem.BAD_REQUEST);
    }

    @Test
    void a_flow_mapping_of_no_type_that_is_no_JSON_is_read_as_YAML() {
        assertThat(ResourceText.read("{a: b}".getBytes(UTF_8), BodyFormat.UNSAID))
                .hasToString("{\"a\":\"b\"}");
    }

    @Test
    void a_body_is_UTF_8_with_or_without_a_byte_order_mark() {
        assertThat(ResourceText.read("\uFEFF{\"a\":1}".getBytes(UTF_8), BodyFormat.JSON))
                .hasToString("{\"a\":1}");
        rejected(
                () -> ResourceText.read("{\"a\":\"\u00e4\"}".getBytes(ISO_8859_1), BodyFormat.JSON),
                Problem.BAD_REQUEST);
    }

    @Test
    void text_that_looks_like_another_type_is_quoted_in_YAML() {
        JsonNode user = JsonNodeFactory.instance.objectNode().put("userName", "no");
        String yaml = ResourceText.write(user, BodyFormat.YAML);

        assertThat(yaml).isEqualTo("userName: \"no\"\n");
        assertThat(YamlText.read(yaml)).isEqualTo(user);
    }

    private static void rejected(Runnable read, Problem problem) {
        assertThatThrownBy(read::run)
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    private static byte[] seed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ResourceTextTest.class.getResourceAsStream("/seeds/client.yaml"))) {
            return in.readAllBytes();
        }
    }
}
