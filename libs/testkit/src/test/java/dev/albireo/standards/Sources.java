package dev.albireo.standards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Java files of one kind in all modules.
 *
 * @param byName the texts of the files that declare a type of this name
 */
record Sources(Map<String, List<String>> byName) {
    private static final String JAVA = ".java";

    /** Returns the files under {@code src/main} or {@code src/test}. */
    static Sources of(Path checkout, String kind) {
        String folder = "/src/" + kind + "/java/";
        return new Sources(Stream.of("libs", "services", "system-tests")
                .flatMap(part -> walk(checkout.resolve(part)))
                .filter(file ->
                        file.toString().contains(folder) && file.toString().endsWith(JAVA))
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replace(JAVA, ""),
                        TreeMap::new,
                        Collectors.mapping(Sources::read, Collectors.toList()))));
    }

    /** Returns whether this type, or this member or nested type of it, exists: {@code Type} or {@code Type.member}. */
    boolean has(String name) {
        String type = name.replaceFirst("\\..*", "");
        String member = name.substring(type.length()).replaceFirst("^\\.", "");
        Pattern declared = Pattern.compile("\\b" + Pattern.quote(member) + "\\b\\s*[({]");
        return byName.getOrDefault(type, List.of()).stream()
                .anyMatch(text -> member.isEmpty() || declared.matcher(text).find());
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/node_modules/"))
                    .toList()
                    .stream();
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
