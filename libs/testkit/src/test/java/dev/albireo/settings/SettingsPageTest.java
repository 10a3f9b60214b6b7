package dev.albireo.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reference page of settings")
class SettingsPageTest {
    private static final String WRITE = "albireo.docs.write";
    private final SettingsPage page = new SettingsPage(checkout());

    @Test
    void says_what_the_sources_say() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(page.path(), page.text());
        }
        assertThat(page.path())
                .as("docs/configuration.md is out of date; run: make docs")
                .hasContent(page.text());
    }

    @Test
    void names_groups_maps_and_choices_as_they_are_set() throws IOException {
        assertThat(page.text())
                .contains(
                        "| `albireo.internal.require-actor` | `true` or `false` | `true` |",
                        "| `albireo.service-clients.<name>.secret` | text | must be set |",
                        "| `albireo.two-factor.first-enrolment` | `open` or `with-code` | `open` |");
    }

    private static Path checkout() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
