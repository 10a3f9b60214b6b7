package dev.albireo.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.devstack.config.StackService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The scripts of a release")
class ReleaseTest {
    private static final String VERSION = "3.2.1-rc.1";
    private static final String SECONDS = "1000000000";
    private static final List<String> SERVICES =
            Arrays.stream(StackService.values()).map(StackService::id).toList();
    private static final String CHANGES = """
            # Changelog

            ## [Unreleased]

            * Later.

            ## [1.2.0] - 2026-11-30

            ### Fixed

            * This.

            ## [1.1.0] - 2026-11-22

            * Before.

            [1.1.0]: https://example.com
            """;

    @TempDir
    @SuppressWarnings("NullAway")
    private Path folder;

    private record Outcome(int status, String output, String errors) {}

    @Test
    void make_a_chart_whose_images_have_its_version() throws IOException {
        manifests(folder);

        Path chart = folder.resolve("albireo-" + VERSION + ".tgz");
        assertThat(HelmChart.helm(Stream.of("show", "chart", chart.toString())))
                .contains("\nversion: " + VERSION + "\n", "\nappVersion: " + VERSION + "\n");
        String made = HelmChart.helm(Stream.of("template", "albireo", chart.toString()));
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(made).contains("ghcr.io/albireo/" + service + ":" + VERSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/prod", "overlays/small"})
    void make_manifests_whose_images_have_the_version(String name) throws IOException {
        manifests(folder);
        Checkout.run(folder, List.of("tar", "-xzf", "albireo-kustomize-" + VERSION + ".tar.gz"));

        Manifests manifests =
                Manifests.kustomize(name, folder.resolve("albireo-kustomize-" + VERSION + "/k8s/" + name));

        assertThat(manifests.pods()).hasSize(2 * SERVICES.size());
        manifests
                .pods()
                .values()
                .forEach(pod ->
                        assertThat(Manifests.container(pod).getImage()).matches("ghcr\\.io/albireo/[a-z]+:" + VERSION));
    }

    @Test
    void make_archives_with_the_same_bytes_of_the_same_files() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        for (String name : List.of("a", "b")) {
            Files.writeString(first.resolve(name), "content of " + name);
        }
        for (String name : List.of("b", "a")) {
            Path file = Files.writeString(second.resolve(name), "content of " + name);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }

        assertThat(archive(first)).isEqualTo(archive(second));

        Files.writeString(second.resolve("a"), "another content");
        assertThat(archive(first)).isNotEqualTo(archive(second));
    }

    @Test
    void print_the_section_of_the_version() throws IOException {
        checkout();

        assertThat(check("1.2.0")).isEqualTo(new Outcome(0, "### Fixed\n\n* This.\n", ""));
        assertThat(check("1.1.0")).isEqualTo(new Outcome(0, "* Before.\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dev", "1.2", "v1.2.0", "1.02.0", "1.2.0-", "1.2.0-01", "1.2.0+7", "1.2.0 "})
    void refuse_what_is_no_version(String version) throws IOException {
        checkout();

        assertRefused(check(version), "is not a semantic version");
    }

    @Test
    void refuse_a_version_without_a_section() throws IOException {
        checkout();

        assertRefused(check("1.3.0"), "CHANGELOG.md has no section '## [1.3.0] - ");
        assertRefused(check("1.2.0-rc.1"), "CHANGELOG.md has no section '## [1.2.0-rc.1] - ");
        assertThat(check("1.3.0", "DRAFT=1")).isEqualTo(new Outcome(0, "* Later.\n", ""));
    }

    @Test
    void refuse_changes_that_are_not_committed() throws IOException {
        checkout();
        Files.writeString(folder.resolve("another"), "");

        assertRefused(check("1.2.0"), "has changes that are not committed");
        assertThat(check("1.2.0", "DRAFT=1").status()).isZero();
    }

    @Test
    void are_told_the_version_by_maven_alone() {
        assertThat(Checkout.text("pom.xml")).containsPattern("<revision>\\d+\\.\\d+\\.\\d+-SNAPSHOT</revision>");
        assertThat(Checkout.text("deploy/release/build")).contains("\"-Drevision=$version\"");
    }

    @Test
    void make_and_publish_the_image_of_every_service() throws IOException {
        JsonNode jobs = StrictYaml.YAML
                .readTree(Checkout.text(".github/workflows/release.yml"))
                .path("jobs");
        assertThat(StreamSupport.stream(
                                jobs.at("/images/strategy/matrix/service").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        for (String script : List.of("build", "images")) {
            assertThat(Checkout.text("deploy/release/" + script))
                    .contains("for service in oauth credentials admin webhooks; do");
        }
    }

    private static void manifests(Path into) {
        Checkout.run(into, List.of(script("manifests"), VERSION, SECONDS, into.toString()));
    }

    private static String script(String name) {
        return Checkout.path("deploy/release/" + name).toString();
    }

    private byte[] archive(Path files) throws IOException {
        Path file = folder.resolve("archive.tar.gz");
        Checkout.run(folder, List.of(script("archive"), file.toString(), SECONDS, files.toString(), "a", "b"));
        return Files.readAllBytes(file);
    }

    /** Makes a repository with a changelog and the script. */
    private void checkout() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("deploy/release"));
        Files.copy(Checkout.path("deploy/release/check"), scripts.resolve("check"));
        Files.writeString(folder.resolve("CHANGELOG.md"), CHANGES);
        git("init", "--quiet");
        git("add", ".");
        git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message=Test");
    }

    private void git(String... arguments) {
        Checkout.run(
                folder, Stream.concat(Stream.of("git"), Stream.of(arguments)).toList());
    }

    private Outcome check(String version, String... environment) throws IOException {
        Path errors = Files.createTempFile("albireo-release", ".log");
        ProcessBuilder builder = new ProcessBuilder("deploy/release/check", version).directory(folder.toFile());
        builder.environment().remove("DRAFT");
        for (String variable : environment) {
            builder.environment()
                    .put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        Process process = builder.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.onExit().join().exitValue(), output, Files.readString(errors));
    }

    private static void assertRefused(Outcome outcome, String reason) {
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).startsWith("albireo: ").contains(reason).hasLineCount(1);
    }
}
