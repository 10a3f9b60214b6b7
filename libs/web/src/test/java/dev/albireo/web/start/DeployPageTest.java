package dev.albireo.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table in docs/deploy.md of what a start refuses")
class DeployPageTest {
    private static final Path PAGE = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
            .findFirst()
            .orElseThrow()
            .resolve("docs/deploy.md");

    @Test
    void it_has_every_rule_in_its_order_and_no_other() throws IOException {
        List<String> rows = StartupRules.all()
                .map(rule -> "| %s | %s | %s |"
                        .formatted(rule.weight().name().toLowerCase(Locale.ROOT), rule.about(), rule.requirement()))
                .toList();
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.matches("\\| (refuses|warns) \\|.*"))
                        .toList())
                .as("copy what is expected into the page")
                .isEqualTo(rows);
    }
}
