package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure means that a migration removes something that the previous release still uses: expand now, contract a release later. */
@DisplayName("Old and new processes work concurrently on a schema that was just migrated")
class MigrationsTest {
    /** Earlier schemas were never installed. */
    private static final int FIRST_JUDGED = 100;

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*\\.sql");
    /** A file that contracts what an earlier one expanded names it; the release in between no longer uses it. */
    private static final Pattern CONTRACT = Pattern.compile("(?m)^-- contract of V\\d{3}");

    /** A table that another one replaces at once, with all its columns: it becomes a partition of it. */
    private static final Pattern REPLACEMENT = Pattern.compile(
            "\\bALTER\\s+TABLE\\s+(\\w+)\\s+RENAME\\s+TO\\s+(\\w+);\\s*CREATE\\s+TABLE\\s+\\1\\s+\\(LIKE\\s+\\2\\b",
            Pattern.CASE_INSENSITIVE);

    private static final List<Pattern> TAKING_AWAY = Stream.of(
                    "\\bDROP\\s+(TABLE|COLUMN|VIEW|FUNCTION|SEQUENCE|TYPE|SCHEMA|CONSTRAINT\\s+\\w+_pkey)\\b",
                    "\\bRENAME\\b",
                    "\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\b",
                    "\\bSET\\s+NOT\\s+NULL\\b",
                    "\\bADD\\s+(COLUMN\\s+)?(?!CONSTRAINT\\b)\\w+\\s+(?:(?!DEFAULT|,|;).)*\\bNOT\\s+NULL\\b(?:(?!DEFAULT|,|;).)*(?=,|;|$)",
                    "\\bTRUNCATE\\b")
            .map(rule -> Pattern.compile(rule, Pattern.CASE_INSENSITIVE | Pattern.DOTALL))
            .toList();

    @Test
    void no_migration_takes_away_what_the_release_before_uses() {
        List<String> found = new ArrayList<>();
        for (Path file : migrations()) {
            objections(read(file)).forEach(what -> found.add(Checkout.path(".").relativize(file) + ": " + what));
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE client;",
                "ALTER TABLE client DROP COLUMN name;",
                "ALTER TABLE client RENAME name TO title;",
                "ALTER TABLE client RENAME TO party;",
                "ALTER TABLE client RENAME TO party; CREATE TABLE client (LIKE other);",
                "alter table client alter column name type varchar(20);",
                "ALTER TABLE client ALTER name SET NOT NULL;",
                "ALTER TABLE client ADD COLUMN owner text NOT NULL;",
                "ALTER TABLE client ADD owner text NOT NULL, ADD more text;"
            })
    void what_takes_away_is_found_unless_the_file_says_that_it_contracts(String sql) {
        assertThat(objections(sql)).isNotEmpty();
        assertThat(objections("-- contract of V120, which nothing reads any more\n" + sql))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL);",
                "ALTER TABLE client ADD COLUMN owner text;",
                "ALTER TABLE client ADD COLUMN enabled boolean NOT NULL DEFAULT true;",
                "ALTER TABLE client ADD COLUMN enabled boolean DEFAULT true NOT NULL;",
                "DROP INDEX client_name; -- DROP TABLE only in a comment",
                "CREATE INDEX CONCURRENTLY client_owner ON client (owner);",
                "ALTER TABLE client RENAME TO client_1;\n-- All of it\nCREATE TABLE client (LIKE client_1) PARTITION BY LIST (id);"
            })
    void what_only_adds_is_fine(String sql) {
        assertThat(objections(sql)).isEmpty();
    }

    private static List<String> objections(String sql) {
        if (CONTRACT.matcher(sql).find()) {
            return List.of();
        }
        String plain = REPLACEMENT.matcher(COMMENT.matcher(sql).replaceAll("")).replaceAll("");
        return TAKING_AWAY.stream()
                .map(rule -> rule.matcher(plain))
                .filter(match -> match.find())
                .map(match -> match.group().strip())
                .toList();
    }

    private static List<Path> migrations() {
        return Arrays.stream(StackService.values())
                .map(service -> Checkout.path("services/" + service.id() + "/src/main/resources/db/migration"))
                .flatMap(MigrationsTest::files)
                .filter(MigrationsTest::isJudged)
                .toList();
    }

    private static boolean isJudged(Path file) {
        var number = NUMBER.matcher(file.getFileName().toString());
        return number.matches() && Integer.parseInt(number.group(1)) >= FIRST_JUDGED;
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
