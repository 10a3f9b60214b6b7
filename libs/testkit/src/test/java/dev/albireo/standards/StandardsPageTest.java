package dev.albireo.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of standards: section, content, class, test")
class StandardsPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern STANDARD_TEST = Pattern.compile("(RFC\\d+|OIDC|Oidc).*Test");

    private static final Sources MAIN = Sources.of(SourceFiles.CHECKOUT, "main");
    private static final Sources TESTS = Sources.of(SourceFiles.CHECKOUT, "test");

    record Row(String section, String what, List<String> classes, List<String> tests) {
        @Override
        public String toString() {
            return section + ": " + what;
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(SourceFiles.CHECKOUT.resolve("docs/standards.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| section "))
                .map(StandardsPageTest::row)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void what_a_row_names_is_there(Row row) {
        assertThat(row.classes()).as("classes of " + row).isNotEmpty().allMatch(MAIN::has, "is in the sources");
        assertThat(row.tests()).as("tests of " + row).isNotEmpty().allMatch(TESTS::has, "is among the tests");
    }

    @Test
    void every_test_that_is_named_after_a_standard_has_a_row() throws IOException {
        List<String> named = rows().stream()
                .flatMap(row -> row.tests().stream())
                .map(test -> test.replaceFirst("\\..*", ""))
                .toList();
        assertThat(TESTS.byName().keySet())
                .filteredOn(test -> STANDARD_TEST.matcher(test).matches())
                .isNotEmpty()
                .isSubsetOf(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conformance", "threats"})
    void the_tests_that_these_pages_name_are_there(String page) throws IOException {
        assertThat(code(Files.readString(SourceFiles.CHECKOUT.resolve("docs/" + page + ".md"))))
                .filteredOn(name -> name.matches("\\w+Test(\\.\\w+)?"))
                .hasSizeGreaterThan(20)
                .allMatch(TESTS::has, "is among the tests");
    }

    @Test
    void it_would_notice_what_is_not_there() {
        assertThat(MAIN.has("NoSuchClass")).isFalse();
        assertThat(TESTS.has("StandardsPageTest.no_such_test")).isFalse();
        assertThat(TESTS.has("StandardsPageTest.it_would_notice_what_is_not_there"))
                .isTrue();
    }

    private static Row row(String line) {
        List<String> cells =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        assertThat(cells).as(line).hasSize(6);
        return new Row(cells.get(1), cells.get(2), code(cells.get(3)), code(cells.get(4)));
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
