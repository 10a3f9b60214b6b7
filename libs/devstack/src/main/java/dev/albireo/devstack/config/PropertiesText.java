package dev.albireo.devstack.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Formats properties reproducibly: sorted, without the date that {@code Properties.store} writes. */
final class PropertiesText {
    private PropertiesText() {}

    static String of(String comment, Map<String, String> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()) + "\n")
                        .collect(Collectors.joining("", "# " + comment + "\n", ""));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
