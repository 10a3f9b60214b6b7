package dev.albireo.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A table is an entity or SQL, as decision 24 says")
class PersistenceTest {
    private static final Path DECISION = SourceFiles.CHECKOUT.resolve("docs/adr/0024-a-table-is-an-entity-or-sql.md");
    private static final Sources MAIN = Sources.of(SourceFiles.CHECKOUT, "main");

    private static final Pattern SERVICE = Pattern.compile("^package dev\\.albireo\\.(\\w+)", Pattern.MULTILINE);
    private static final Pattern ENTITY =
            Pattern.compile("^@Entity$.*?class (\\w+)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("@Table\\(name = \"(\\w+)\"");
    private static final Pattern CREATED =
            Pattern.compile("^CREATE TABLE (\\w+)\\b(?! PARTITION OF)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A table of a service, and how it is accessed: {@code entity}, {@code SQL}, or the name of a class. */
    record TableAccess(String service, String table, String access) {}

    @Test
    void each_entity_is_listed_as_one_and_no_other_table() throws IOException {
        assertThat(listed(access -> access.equals("entity")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(entities().toList());
    }

    @Test
    void each_table_is_listed_once() throws IOException {
        assertThat(listed(access -> access.equals("entity") || access.equals("SQL")))
                .extracting(row -> row.service() + "." + row.table())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(created());
    }

    @Test
    void sql_names_the_table_of_an_entity_only_where_the_decision_has_a_reason() throws IOException {
        assertThat(entities().flatMap(PersistenceTest::sqlOn))
                .containsExactlyInAnyOrderElementsOf(
                        listed(access -> !access.equals("entity") && !access.equals("SQL")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1 FROM client", "LEFT JOIN client c ON true", "UPDATE client\n SET", "LOCK TABLE client"
            })
    void sql_on_a_table_is_recognised(String text) {
        assertThat(names("client").test(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 FROM client_failure", "from client", "the client", "FROM session"})
    void other_text_is_not(String text) {
        assertThat(names("client").test(text)).isFalse();
    }

    private static Predicate<String> names(String table) {
        return Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\\s+" + table + "\\b")
                .asPredicate();
    }

    private static Stream<TableAccess> entities() {
        return texts().filter(text -> ENTITY.matcher(text.getValue()).find())
                .map(text -> new TableAccess(service(text.getValue()), table(text.getValue()), "entity"));
    }

    private static Stream<TableAccess> sqlOn(TableAccess entity) {
        return texts().filter(text -> service(text.getValue()).equals(entity.service()))
                .filter(text -> names(entity.table()).test(text.getValue()))
                .map(text -> new TableAccess(entity.service(), entity.table(), text.getKey()));
    }

    private static Stream<Map.Entry<String, String>> texts() {
        return MAIN.byName().entrySet().stream()
                .flatMap(type -> type.getValue().stream().map(text -> Map.entry(type.getKey(), text)));
    }

    private static String service(String text) {
        return first(SERVICE, text).orElse("");
    }

    private static String table(String text) {
        return first(NAMED, text)
                .orElseGet(() -> first(ENTITY, text)
                        .orElseThrow()
                        .replaceAll("(?<!^)([A-Z])", "_$1")
                        .toLowerCase(Locale.ROOT));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).findFirst();
    }

    private static List<String> created() throws IOException {
        try (Stream<Path> files = Files.walk(SourceFiles.CHECKOUT.resolve("services"))) {
            return files.filter(file -> file.toString().matches(".*/src/main/resources/db/.*\\.sql"))
                    .flatMap(PersistenceTest::created)
                    .distinct()
                    .toList();
        }
    }

    private static Stream<String> created(Path migration) {
        String service = SourceFiles.CHECKOUT
                .resolve("services")
                .relativize(migration)
                .getName(0)
                .toString();
        return CREATED.matcher(read(migration)).results().map(found -> service + "." + found.group(1));
    }

    /** Returns the rows of the decision's tables: service, access, tables; or service, table, class. */
    private static List<TableAccess> listed(Predicate<String> access) throws IOException {
        return Files.readAllLines(DECISION).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .flatMap(PersistenceTest::row)
                .filter(row -> access.test(row.access()))
                .toList();
    }

    private static Stream<TableAccess> row(String[] cells) {
        String service = code(cells[1]).getFirst();
        List<String> second = code(cells[2]);
        return second.isEmpty()
                ? code(cells[3]).stream().map(table -> new TableAccess(service, table, cells[2].strip()))
                : Stream.of(new TableAccess(
                        service, second.getFirst(), code(cells[3]).getFirst()));
    }

    private static List<String> code(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
