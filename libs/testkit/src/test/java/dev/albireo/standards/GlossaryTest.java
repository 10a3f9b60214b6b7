package dev.albireo.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The glossary: one meaning, one name")
class GlossaryTest {
    private static final Sources MAIN = Sources.of(SourceFiles.CHECKOUT, "main");

    /** A declaration at the beginning of a line. Private types are seen by no other file. */
    private static final Pattern DECLARED = Pattern.compile(
            "^ *(?:@\\w+ )?(?:(?:public|protected|static|final|abstract|sealed|non-sealed) )*"
                    + "(?:class|interface|enum|record|@interface) ([A-Z]\\w*)",
            Pattern.MULTILINE);

    /** Names of types that say nothing to a reader of the RFCs. */
    private static final Pattern INVENTED = Pattern.compile(
            "^(?:Hear|Tell|Wear|Keep(?:er)?[A-Z]|Make[A-Z]|Ask(?:er|ed)|Told|Said|Wish|Verdict|Judge|Mint|Yield|Consider"
                    + "|HandOver|Arrivals?|Somebody|Nobody|Everyone|Whoever|SetRight|Leftovers?|House(?!keeping)|Onward|Safe|Doors?)"
                    + "|(?:Manager|Helper|Util|Utils|Words)$");

    record Row(String term, List<String> classes) {
        @Override
        public String toString() {
            return term;
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(SourceFiles.CHECKOUT.resolve("docs/glossary.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| term "))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> new Row(cells[0].substring(2), code(cells[cells.length - 1])))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_classes_of_a_term_exist(Row row) {
        assertThat(row.classes()).isNotEmpty().allMatch(MAIN::has, "is in the sources");
    }

    @Test
    void no_type_name_has_two_meanings() {
        Map<String, Set<String>> places = new TreeMap<>();
        MAIN.byName()
                .forEach((file, values) -> values.stream()
                        .flatMap(text -> declared(text).map(type -> Map.entry(type, packageOf(text) + "." + file)))
                        .forEach(type -> places.computeIfAbsent(type.getKey(), name -> new TreeSet<>())
                                .add(type.getValue())));
        assertThat(places).hasSizeGreaterThan(500);
        places.values().removeIf(where -> where.size() == 1);
        assertThat(places).as("types that are declared twice").isEmpty();
    }

    @Test
    void no_type_has_an_invented_name() {
        assertThat(MAIN.byName().values().stream().flatMap(List::stream).flatMap(GlossaryTest::declared))
                .filteredOn(type -> INVENTED.matcher(type).find())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TellClients", "Judge", "SetRight", "ReasonWords", "TokenHelper"})
    void invented_names_are_recognised(String name) {
        assertThat(INVENTED.matcher(name).find()).isTrue();
    }

    private static Stream<String> declared(String text) {
        return DECLARED.matcher(text).results().map(found -> found.group(1));
    }

    private static String packageOf(String text) {
        return Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    private static List<String> code(String text) {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
