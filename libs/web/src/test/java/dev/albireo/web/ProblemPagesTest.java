package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.OAuthError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Every problem has a page that says what to do")
class ProblemPagesTest {
    private static final Path PAGES = checkout().resolve("docs/problems");

    @ParameterizedTest
    @EnumSource
    void a_problem_has_one_with_its_title_and_status(Problem problem) throws IOException {
        assertThat(PAGES.resolve(problem.slug() + ".md"))
                .content()
                .startsWith("# " + problem.title() + "\n")
                .contains("Status " + problem.status());
    }

    @ParameterizedTest
    @EnumSource
    void an_OAuth_error_has_one_with_its_code_and_status(OAuthError error) throws IOException {
        assertThat(PAGES.resolve("oauth").resolve(error.code() + ".md"))
                .content()
                .startsWith("# `" + error.code() + "`\n")
                .contains("Status " + error.status());
    }

    private static Path checkout() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
