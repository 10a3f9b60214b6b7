package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A wrong field is named by its path")
class FieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_is_there_is_read_and_what_is_not_is_empty() throws Exception {
        Fields fields = fields("{\"a\":\"x\",\"n\":3,\"l\":[\"y\"],\"o\":{\"f\":true},\"gone\":null}");

        assertThat(fields.text("a")).contains("x");
        assertThat(fields.number("n", 0, 10)).contains(3);
        assertThat(fields.oneOrMore("l")).isEqualTo(List.of("y"));
        assertThat(fields.oneOrMore("a")).isEqualTo(List.of("x"));
        assertThat(fields.object("o").orElseThrow().flag("f")).contains(true);
        assertThat(fields.text("gone")).isEmpty();
        fields.refuseUnknown();
    }

    @Test
    void another_type_is_refused_by_its_path() throws Exception {
        Fields webhook = fields("{\"twoFactor\":{\"timeout\":\"long\"}}")
                .object("twoFactor")
                .orElseThrow();

        assertThatThrownBy(() -> webhook.number("timeout", 1, 2))
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.field()).contains("twoFactor.timeout"));
    }

    @Test
    void an_unknown_field_is_rejected_by_its_path() throws Exception {
        Fields fields = fields("{\"theme\":{\"colour\":\"red\"}}");
        fields.object("theme");

        assertThatThrownBy(fields::refuseUnknown)
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.field()).contains("theme.colour"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "l", "m.x", "o.t"})
    void a_text_that_the_database_cannot_store_is_refused_by_its_path(String path) throws Exception {
        Fields fields = fields("""
                {"a":"x\\u0000","l":["y","x\\u0000"],"m":{"x":"x\\u0000"},"o":{"t":"x\\u0000"}}""");

        assertThatThrownBy(() -> {
                    switch (path) {
                        case "a" -> fields.text("a");
                        case "l" -> fields.strings("l");
                        case "m.x" -> fields.textMap("m");
                        default -> fields.object("o").orElseThrow().text("t");
                    }
                })
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.field()).contains(path));
    }

    private static Fields fields(String json) throws Exception {
        return Fields.of(JSON.readTree(json));
    }
}
