package dev.albireo.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Writes {@code docs/configuration.md}: every setting of every library and service, with its Javadoc. */
record SettingsPage(Path checkout) {
    private static final String BEGINNING = """
            # Settings

            <!-- Written by `make docs` from the Javadoc of the @ConfigMapping interfaces. Edit there. -->

            Keys are those of Quarkus: set them in `application.properties`, as system properties, or in the environment
            (`albireo.tokens.access-token-lifetime` is `ALBIREO_TOKENS_ACCESS_TOKEN_LIFETIME`). A duration is written `PT5M` or `P30D` (ISO 8601), or
            `5m`; a memory size `19M`. What must be set has no default, and a service does not start without it. `<name>` stands for a name, such as that of a service.
            Ports, databases, Kafka and logging are Quarkus' own settings; each service's choices are in its `application.properties`.
            Which keys two services must share is in [interfaces](interfaces.md).
            One key stands outside the tables: `albireo.graphql.max-body` (admin), the largest request in bytes, `65536` by default.
            """;

    Path path() {
        return checkout.resolve("docs/configuration.md");
    }

    String text() throws IOException {
        StringBuilder page = new StringBuilder(BEGINNING);
        for (String folder : List.of("libs", "services")) {
            for (Path module : children(checkout.resolve(folder))) {
                page.append(section(folder + "/" + module.getFileName(), settings(module)));
            }
        }
        return page.toString();
    }

    private static String section(String title, List<Setting> settings) {
        return settings.isEmpty()
                ? ""
                : settings.stream()
                        .map(Setting::row)
                        .collect(joining(
                                "\n",
                                "\n## " + title + "\n\n| key | type | default | meaning |\n|---|---|---|---|\n",
                                "\n"));
    }

    private static List<Setting> settings(Path module) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            var sources = files.getJavaFileObjectsFromPaths(sources(module.resolve("src/main/java")));
            if (!sources.iterator().hasNext()) {
                return List.of();
            }
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, sources);
            DocTrees docs = DocTrees.instance(task);
            List<Setting> settings = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                settings.addAll(new SourceFile(unit, docs).settings());
            }
            settings.sort(comparing(Setting::key));
            return settings;
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Config.java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
