package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tables")
class TableTest {
    @Test
    void columns_are_as_wide_as_what_is_in_them() {
        assertThat(Table.rows(List.of("username", "requires2fa", "groups"), List.of(json("""
                {"username":"alice","requires2fa":true,"groups":["a","b"]}"""), json("""
                {"username":"bob-the-builder","requires2fa":false,"groups":[]}"""))))
                .containsExactly(
                        "USERNAME         REQUIRES 2FA  GROUPS",
                        "alice            yes           a,b",
                        "bob-the-builder  no            -");
    }

    @Test
    void what_the_server_says_cannot_command_a_terminal() {
        assertThat(Table.fields(json("{\"name\":\"a\\u001b[2Jb\\nc\",\"none\":null}")))
                .containsExactly("NAME  a?[2Jb c", "NONE  -");
    }

    private static JsonNode json(String text) {
        return Json.parse(text).orElseThrow();
    }
}
