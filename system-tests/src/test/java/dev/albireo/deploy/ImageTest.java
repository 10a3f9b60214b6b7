package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Dockerfile of the images")
class ImageTest {
    private static final Pattern ADDED = Pattern.compile("(?m)^ADD (\\S+) /$");
    private final String build = Checkout.text("deploy/images/build");
    private final String recipe = Checkout.text("deploy/images/Dockerfile");

    @Test
    void is_built_for_every_service() {
        String services = Arrays.stream(StackService.values())
                .map(StackService::id)
                .sorted()
                .collect(Collectors.joining(" "));
        assertThat(Pattern.compile("(?m)^for service in (.+); do build")
                        .matcher(build)
                        .results()
                        .map(result -> sorted(result.group(1))))
                .containsExactly(services);
        String modules = Arrays.stream(StackService.values())
                .map(service -> "services/" + service.id())
                .sorted()
                .collect(Collectors.joining(","));
        assertThat(Pattern.compile("(?m)^SERVICES := (\\S+)$")
                        .matcher(Checkout.text("Makefile"))
                        .results()
                        .map(result -> result.group(1))
                        .map(ImageTest::sorted))
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
        assertThat(recipe.indexOf("\nUSER ")).isGreaterThan(recipe.lastIndexOf("\nADD "));
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
    void adds_the_archives_that_the_build_makes() {
        assertThat(ADDED.matcher(recipe).results().map(result -> result.group(1)))
                .containsExactly("libraries.tar", "service.tar", "cache.tar")
                .allSatisfy(archive -> assertThat(build).contains("-cf \"$folder/" + archive + "\""));
    }

    @Test
    void is_based_on_an_image_that_a_release_pins() {
        assertThat(recipe)
                .containsPattern("(?m)^ARG RUNTIME_IMAGE=docker\\.io/library/eclipse-temurin:25-jre$")
                .containsPattern("(?m)^FROM \\$\\{RUNTIME_IMAGE}$");
    }

    @Test
    void trains_and_serves_with_the_same_options() {
        assertThat(recipe).contains("ENTRYPOINT [\"java\", \"@java.args\", \"-XX:AOTCache=app.aot\"");
        assertThat(Checkout.text("deploy/images/train")).contains("java @java.args -XX:AOTCacheOutput=app.aot");
        assertThat(Checkout.text("deploy/images/java.args"))
                .containsPattern("(?m)^-XX:\\+Use\\w+GC$")
                .containsPattern("(?m)^-XX:\\+UseCompressedOops$");
    }

    @Test
    void trains_with_every_secret_that_a_service_needs() {
        String train = Checkout.text("deploy/images/train");
        var secrets = InstallationSecrets.made().secrets();
        for (StackService service : StackService.values()) {
            assertThat(requireNonNull(secrets.get(service.id())).keySet())
                    .isNotEmpty()
                    .allSatisfy(variable -> assertThat(train).contains(variable.replaceFirst("^ALBIREO_", "")));
        }
    }

    private static String sorted(String list) {
        String separator = list.contains(",") ? "," : " ";
        return Arrays.stream(list.split(separator, -1)).sorted().collect(Collectors.joining(separator));
    }
}
