package dev.albireo.protocol;

import static dev.albireo.protocol.UsernameCaseMapped.Violation.CHARACTER;
import static dev.albireo.protocol.UsernameCaseMapped.Violation.DIRECTION;
import static dev.albireo.protocol.UsernameCaseMapped.Violation.DOTS;
import static dev.albireo.protocol.UsernameCaseMapped.Violation.SCRIPTS;
import static dev.albireo.protocol.UsernameCaseMapped.Violation.SEPARATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.UsernameCaseMapped.Violation;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8265, UsernameCaseMapped")
class UsernameCaseMappedTest {
    /** The names of RFC 8265 section 3.5 that are allowed, and real names. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "juliet@example.com",
                "fussball",
                "fu\u00dfball",
                "\u03c0",
                "\u03a3",
                "\u03c3",
                "\u03c2",
                "Alice",
                "o'brien+x@example.com",
                "Jane Doe",
                "Renée",
                "Nguyễn",
                "иван",
                "иван@example.com",
                "иван@пример.com",
                "сара@пример.бг",
                "山田taro",
                "カタカナひらがな漢字",
                "홍길동kim",
                "שלום",
                "محمد",
                "محمد٣",
                "ａｌｉｃｅ",
                "a..b",
                "x%3by"
            })
    void names_that_are_given(String name) {
        assertThat(UsernameCaseMapped.violation(name)).isEmpty();
    }

    @ParameterizedTest(name = "{0} is refused for {1}")
    @MethodSource("refused")
    void names_that_are_refused(String name, Violation why) {
        assertThat(UsernameCaseMapped.violation(name)).contains(why);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("root;x", SEPARATOR),
                Arguments.of("root\uff1bx", SEPARATOR),
                Arguments.of("a/b", SEPARATOR),
                Arguments.of("a\\b", SEPARATOR),
                Arguments.of(".", DOTS),
                Arguments.of("..", DOTS),
                Arguments.of("....", DOTS),
                Arguments.of("", CHARACTER),
                Arguments.of("a  b", CHARACTER),
                Arguments.of(" a", CHARACTER),
                Arguments.of("a\u00a0b", CHARACTER),
                Arguments.of("a\tb", CHARACTER),
                Arguments.of("a\u0000", CHARACTER),
                Arguments.of("ro\u200bot", CHARACTER),
                Arguments.of("ro\u00adot", CHARACTER),
                Arguments.of("ro\u200dot", CHARACTER),
                Arguments.of("root\ufe0f", CHARACTER),
                Arguments.of("root\u034f", CHARACTER),
                Arguments.of("root\u3164", CHARACTER),
                Arguments.of("\u202eroot", CHARACTER),
                Arguments.of("\u0301root", CHARACTER),
                Arguments.of("l\u00b7l", CHARACTER),
                Arguments.of("henry\u2163", CHARACTER),
                Arguments.of("\u265a", CHARACTER),
                Arguments.of("\ufb01n", CHARACTER),
                Arguments.of("\ud83d\ude00", CHARACTER),
                Arguments.of("\u0663\u06f3\u0627", CHARACTER),
                Arguments.of("א1a", DIRECTION),
                Arguments.of("1א", DIRECTION),
                Arguments.of("r\u043eot", SCRIPTS),
                Arguments.of("\u0430lice@example.com", SCRIPTS),
                Arguments.of("alice@ex\u0430mple.com", SCRIPTS),
                Arguments.of("\u03bfra\u043a", SCRIPTS),
                Arguments.of("\u0441\u0435\u043e@corp.example", SCRIPTS),
                Arguments.of("\u0440.\u0445-1@corp.example", SCRIPTS),
                Arguments.of("\u03c5\u03bf\u03c5@corp.example", SCRIPTS),
                Arguments.of("ひ홍", SCRIPTS));
    }
}
