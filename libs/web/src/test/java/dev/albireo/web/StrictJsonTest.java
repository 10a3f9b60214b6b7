package dev.albireo.web;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8259, unambiguous JSON")
class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{} {}",
                "{}x",
                "{},",
                "[1]]",
                "{\"a\":1}\u0000"
            })
    void repeated_members_and_text_behind_the_document_are_refused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(UTF_8))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void section_8_1_other_encodings_than_UTF_8_are_refused() throws JsonProcessingException {
        for (Charset charset : List.of(UTF_16, UTF_16LE, Charset.forName("UTF-32"))) {
            assertThatThrownBy(() -> StrictJson.parse("{\"a\":\"\u00e9\"}".getBytes(charset)))
                    .isInstanceOf(JsonProcessingException.class);
        }
        assertThat(StrictJson.parse("{\"a\":\"\u00e9\"} \n".getBytes(UTF_8))
                        .get("a")
                        .textValue())
                .isEqualTo("\u00e9");
    }
}
