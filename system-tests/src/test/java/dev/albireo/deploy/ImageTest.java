package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Dockerfile of the images")
class ImageTest {
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");
    private final String recipe = Checkout.text("deploy/images/Dockerfile");

    @Test
    void builds_every_service() {
        String modules = Arrays.stream(StackService.values())
                .map(service -> "services/" + service.id())
                .sorted()
                .collect(Collectors.joining(","));
        assertThat(Pattern.compile("-pl (\\S+) -am").matcher(recipe).results().map(result -> sorted(result.group(1))))
                .containsExactly(modules);
    }

    @Test
    void runs_as_the_user_that_the_pods_run_as() {
        String user = Manifests.of("base").pods().values().stream()
                .map(pod -> pod.getSpec().getSecurityContext())
                .map(context -> context.getRunAsUser() + ":" + context.getRunAsGroup())
                .distinct()
                .collect(Collectors.joining(" and "));
        assertThat(recipe).containsPattern("(?m)^USER " + user + "$");
        assertThat(recipe.indexOf("\nUSER ")).isGreaterThan(recipe.lastIndexOf("\nRUN "));
    }

    @Test
    void names_the_ports_that_the_services_open() {
        String ports = Arrays.stream(StackService.values())
                .map(PortsTest::httpPort)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        assertThat(recipe).containsPattern("(?m)^EXPOSE " + ports + "$");
    }

    @Test
    void copies_what_exists_and_is_not_ignored() {
        List<String> allowed = Checkout.text(".dockerignore").lines().toList();
        COPIED.matcher(recipe)
                .results()
                .map(MatchResult::group)
                .filter(line -> line.contains("deploy/"))
                .forEach(line -> {
                    for (String source : line.split(" ", -1)) {
                        if (source.startsWith("deploy/")) {
                            assertThat(Checkout.path(source)).exists();
                            assertThat(allowed).contains("!" + source.substring(0, source.lastIndexOf('/')));
                        }
                    }
                });
        assertThat(allowed).contains("*", "!pom.xml", "!.mvn", "!libs", "!services", "**/target");
    }

    @Test
    void trains_and_serves_with_the_same_options() {
        assertThat(recipe).contains("ENTRYPOINT [\"java\", \"@java.args\", \"-XX:AOTCache=app.aot\"");
        assertThat(Checkout.text("deploy/images/train")).contains("java @java.args -XX:AOTCacheOutput=app.aot");
        assertThat(Checkout.text("deploy/images/java.args")).containsPattern("(?m)^-XX:\\+Use\\w+GC$");
    }

    @Test
    void trains_with_every_secret_that_a_service_needs() {
        String train = Checkout.text("deploy/images/train");
        InstallationSecrets.make().secrets().forEach((name, entries) -> {
            if (!name.endsWith("-db-app")) {
                assertThat(entries.keySet())
                        .allSatisfy(variable -> assertThat(train).contains(variable.replaceFirst("^ALBIREO_", "")));
            }
        });
    }

    private static String sorted(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",", -1)).sorted().collect(Collectors.joining(","));
    }
}
