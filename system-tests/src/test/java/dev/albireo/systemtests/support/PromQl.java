package dev.albireo.systemtests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names in a PromQL expression: its selectors, and the labels it groups by. Parses as much of the language as names require. */
public record PromQl(List<Selector> selectors, Set<String> grouping) {
    private static final Pattern TOKEN = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'"
            + "|\\[[^]]*]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9a-zA-Z.]*|=~|!~|!=|[^\\s]");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "atan2");

    /** A metric and what its labels must be. */
    public record Selector(String metric, List<Matching> labels) {}

    /** One condition on a label; {@code operator} as in PromQL. */
    public record Matching(String label, String operator, String value) {
        /** Returns whether a series with this value meets it. */
        public boolean meets(String actual) {
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                default -> !actual.matches(value);
            };
        }
    }

    public PromQl {
        selectors = List.copyOf(selectors);
        grouping = Set.copyOf(grouping);
    }

    public static PromQl of(String expression) {
        return new Reader(tokens(expression)).read();
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> grouping = new TreeSet<>();
        private int at;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (!NAME.matcher(token).matches() || WORDS.contains(token.toLowerCase(Locale.ROOT))) {
                    continue;
                }
                if (GROUPING.contains(token)) {
                    group();
                } else if (!next("(") && !next("by") && !next("without")) {
                    selectors.add(new Selector(token, matchings()));
                }
            }
            return new PromQl(selectors, grouping);
        }

        private void group() {
            if (next("(")) {
                for (at++; !next(")"); at++) {
                    if (!next(",")) {
                        grouping.add(tokens.get(at));
                    }
                }
            }
        }

        private List<Matching> matchings() {
            List<Matching> labels = new ArrayList<>();
            if (next("{")) {
                for (at++; !next("}"); at++) {
                    if (!next(",")) {
                        String value = tokens.get(at + 2);
                        labels.add(new Matching(
                                tokens.get(at),
                                tokens.get(at + 1),
                                value.substring(1, value.length() - 1).replace("\\\\", "\\")));
                        at += 2;
                    }
                }
                at++;
            }
            return labels;
        }

        private boolean next(String token) {
            return at < tokens.size() && tokens.get(at).equals(token);
        }
    }
}
