package dev.albireo.admin.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("YAML 1.2 as JSON")
class YamlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no        | "no"
            yes       | "yes"
            On        | "On"
            true      | true
            False     | false
            ~         | null
            null      | null
            12        | 12
            012       | 12
            0o14      | 12
            0xC       | 12
            1_000     | "1_000"
            -3        | -3
            1.5       | 1.5
            1e3       | 1E+3
            12:30:45  | "12:30:45"
            2026-01-01 | "2026-01-01"
            .inf      | ".inf"
            "360"     | "360"
            99999999999999999999 | 99999999999999999999
            """, quoteCharacter = '\'')
    void section_10_3_2_scalars_have_the_core_schema(String yaml, String json) {
        assertThat(YamlText.read("a: " + yaml)).hasToString("{\"a\":" + json + "}");
    }

    @Test
    void structures_and_comments_are_read() {
        assertThat(YamlText.read("# first\na:\n  - b\n  - {c: [1, 'x']}\nd: |\n  two\n  lines\n"))
                .hasToString("{\"a\":[\"b\",{\"c\":[1,\"x\"]}],\"d\":\"two\\nlines\\n\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: 1\\na: 2            | line 2, column 1
            a: &x 1               | line 1, column 4
            a: *x                 | line 1, column 4
            a: !!str 1            | line 1, column 4
            a: !ruby/object:X {}  | line 1, column 4
            ? [b]\\n: 1            | line 1, column 3
            a: 1\\n---\\nb: 2       | line 2, column 1
            a: 'open              | line 1
            a: b: c               | line 1, column 5
            a:\\n\\t- b             | line 2, column 1
            a: [1                 | line 1
            """)
    void what_is_not_accepted_is_told_with_its_place(String yaml, String place) {
        assertThatThrownBy(() -> YamlText.read(yaml.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOfSatisfying(ProblemRefusal.class, refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
                    assertThat(refusal.detail()).contains(place);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "\u0000", "a: \u0007", "---", "%YAML 9.0\n---\na: 1"})
    void nothing_is_no_fault_of_ours(String yaml) {
        try {
            assertThat(YamlText.read(yaml).isNull()).isTrue();
        } catch (ProblemRefusal refusal) {
            assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
        }
    }

    @Test
    void a_bomb_is_refused_at_its_first_level_too_many() {
        assertThatThrownBy(() -> YamlText.read("[".repeat(30_000))).isInstanceOf(ProblemRefusal.class);
        assertThatThrownBy(() -> YamlText.read("- ".repeat(10_000) + "a")).isInstanceOf(ProblemRefusal.class);
        assertThatThrownBy(() -> YamlText.read("a: " + "9".repeat(30) + "\n" + "{".repeat(500)))
                .isInstanceOf(ProblemRefusal.class);
    }
}
