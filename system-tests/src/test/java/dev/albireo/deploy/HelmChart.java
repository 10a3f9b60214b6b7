package dev.albireo.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart of {@code deploy/helm/albireo}, and what {@code helm} makes of it. */
final class HelmChart {
    private static final String FOLDER = "deploy/helm/albireo/";
    private static final Map<String, Manifests> MADE = new ConcurrentHashMap<>();

    private HelmChart() {}

    /** Returns the output of {@code helm template} with more arguments; a chart that helm refuses is an AssertionError with its reasons. */
    static Manifests template(String... arguments) {
        return MADE.computeIfAbsent("helm " + String.join(" ", arguments), name -> {
            String text = helm(Stream.concat(Stream.of("template", "albireo", "albireo"), Stream.of(arguments)));
            return new Manifests(name, text, StrictYaml.objects(text));
        });
    }

    /** Fails where {@code helm lint} has a warning or an error. */
    static void lint(String... arguments) {
        helm(Stream.concat(Stream.of("lint", "--strict", "albireo"), Stream.of(arguments)));
    }

    /** Returns a file of the chart, in YAML or JSON. */
    static JsonNode file(String name) {
        try {
            ObjectMapper mapper = name.endsWith(".json") ? new ObjectMapper() : StrictYaml.YAML;
            return mapper.readTree(Checkout.text(FOLDER + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs helm in {@code deploy/helm}. */
    static String helm(Stream<String> arguments) {
        Path own = Checkout.path(".data/helm/helm");
        String helm = Files.isExecutable(own) ? own.toString() : "helm";
        List<String> command = Stream.concat(Stream.of(helm), arguments).toList();
        return Checkout.run(Checkout.path("deploy/helm"), command);
    }
}
