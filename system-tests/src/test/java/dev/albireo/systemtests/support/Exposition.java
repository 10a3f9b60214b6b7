package dev.albireo.systemtests.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics of {@code /q/metrics}, in Prometheus' text format. */
public record Exposition(List<Series> series) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+).*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:\\\\.|[^\"\\\\])*)\"");

    /** One line. */
    public record Series(String metric, Map<String, String> labels, double value) {}

    public static Exposition of(String text) {
        return new Exposition(text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Series(line.group(1), labels(line.group(2)), value(line.group(3))))
                .toList());
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            Matcher matcher = LABEL.matcher(text);
            while (matcher.find()) {
                labels.put(matcher.group(1), matcher.group(2));
            }
        }
        return labels;
    }

    /** Both together. */
    public Exposition and(Exposition other) {
        return new Exposition(
                Stream.concat(series.stream(), other.series.stream()).toList());
    }

    public List<Series> of(PromQl.Selector selector) {
        return series.stream()
                .filter(one -> one.metric().equals(selector.metric()))
                .toList();
    }
}
